"""Answers to what many ask: where to pay to, what there is, how to order; and a count of what is asked most."""
