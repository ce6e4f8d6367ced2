"""Who joined the members of the shop, in which tier, and what is still to be asked of regulars."""
