"""Spreadsheets in: contacts and the log, with every fault by row and cell. Uses contacts and interactions."""
