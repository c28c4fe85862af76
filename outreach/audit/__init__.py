"""Who did what, when: the hash chain. Uses no other slice."""
