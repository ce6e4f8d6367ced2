"""What went wrong, and how it is put right."""
