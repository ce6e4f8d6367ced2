"""Gifts given and received."""
