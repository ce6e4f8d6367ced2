"""Errands: what is bought elsewhere for a customer, with the owner's own money."""
