"""Templates with versions and languages, merge fields, rendering. Uses contacts and petitions."""
