"""Looks whether the ledger is whole and in order, and changes nothing."""
