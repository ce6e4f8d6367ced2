"""Whom to remind of an unpaid order or a due: kindly, and twice at most."""
