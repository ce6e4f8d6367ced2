"""The snapshots of the ledger: taken, listed, checked, brought back."""
