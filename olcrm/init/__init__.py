"""Starting a shop."""
