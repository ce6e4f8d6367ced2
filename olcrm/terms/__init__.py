"""The shop's terms, clause by clause, each quoted by its number."""
