"""Draws that anybody can repeat."""
