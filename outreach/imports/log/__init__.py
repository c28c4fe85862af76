"""A row of a log kept in a spreadsheet: what it means, with whom it was, what becomes of it."""
