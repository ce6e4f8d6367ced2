"""The guarantee and what is asked for under it."""
