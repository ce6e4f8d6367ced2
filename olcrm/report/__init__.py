"""How the shop is doing, in figures."""
