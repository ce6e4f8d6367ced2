"""What was said, to whom and when."""
