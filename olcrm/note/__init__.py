"""Remarks on customers and orders."""
