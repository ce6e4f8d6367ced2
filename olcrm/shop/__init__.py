"""The shop itself: its settings, where customers pay, when it is closed."""
