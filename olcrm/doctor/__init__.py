"""Looks whether the ledger is whole and in order, and mends what loses nothing where that is asked for."""
