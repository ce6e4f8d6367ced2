"""Orders: what was agreed with whom, from the deal to the parcel's arrival."""
