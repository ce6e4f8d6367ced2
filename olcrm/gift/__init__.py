"""What was given to customers and received from them besides the trade."""
