"""Invoices, receipts and the slips of gifts: what a customer is given in writing about an order."""
