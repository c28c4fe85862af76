"""A row of a list of people: what it means, whom it meets, what becomes of it."""
