"""The pages about contacts, organisations and claims."""
