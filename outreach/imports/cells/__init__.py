"""What stands in one cell: text made clean, formulas, days, kinds, languages, ways to reach somebody."""
