"""The people of the shop: who they are, how they are addressed and reached, and how they stand to it."""
