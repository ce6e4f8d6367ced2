"""Money in and out, written down once and corrected only by a reversing line."""
