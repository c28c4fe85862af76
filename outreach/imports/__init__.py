"""Lists kept in spreadsheets, brought in: read, checked row by row, carried out as one unit. Uses contacts, interactions, accounts, suppressions and audit."""
