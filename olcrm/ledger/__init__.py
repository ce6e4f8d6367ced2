"""The file itself: opening it, its shape, its history, its copies."""
