"""Offers to those who want them."""
