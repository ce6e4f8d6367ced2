"""What rooms share. Knows no table, no order and no person."""
