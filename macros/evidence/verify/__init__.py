"""Is an evidence pack whole, is a history still what it was, do the seals hold? Knows nothing of how packs are made."""
