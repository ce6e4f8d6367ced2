"""What a person may ask of the shop about her own data: consent, a copy, correction, to be forgotten."""
