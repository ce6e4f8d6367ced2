"""What people send, read into an order, an address or a hint."""
