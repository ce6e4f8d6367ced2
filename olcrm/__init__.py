"""olcrm: the customers of one small online shop, kept in one file."""

__version__ = "0.1.0"
