"""What is sold: the catalogue, its prices and its pieces."""
