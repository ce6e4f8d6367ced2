"""Whom to greet, once for each occasion."""
