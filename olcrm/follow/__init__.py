"""The word after the sale, said once and in time."""
