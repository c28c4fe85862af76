"""Passwords, signed links, permissions, rate limits and the vault; knows no slice."""
