"""What was changed and when, and how to take it back."""
