"""Today: follow-ups, who waits for whom, mailings under way; reads all, owns no table."""
