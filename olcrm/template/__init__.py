"""What is said to customers: the built-in wording, the shop's own, and the tone both must keep."""
