"""Parcels: packed item by item, labelled, sent off, followed, and paid for at the door."""
