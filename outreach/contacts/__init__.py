"""Contacts, organisations, affiliations, addresses, beats, tags, segments, claims. Uses accounts, suppressions and audit."""
