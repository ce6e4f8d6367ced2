"""Who would like to hear of a product."""
