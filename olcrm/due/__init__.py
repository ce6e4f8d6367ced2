"""What customers owe, for an order, an errand, a loan."""
