"""Bank statements: which customer's money each line is."""
