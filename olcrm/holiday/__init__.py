"""Feast days and seasons."""
