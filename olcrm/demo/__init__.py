"""A sample shop with a year behind it, in a file of its own, to try everything on."""
