"""The log of what passed with a contact; follow-ups; outcomes. Uses contacts and accounts."""
