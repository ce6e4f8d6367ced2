"""How sales are grouped."""

BY = ("day", "week", "month", "product", "source")
