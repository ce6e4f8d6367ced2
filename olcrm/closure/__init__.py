"""Days on which the shop is closed, and what shifts with them."""
