"""What the history costs, beside what it can't cost less than and what else there is."""
