"""The pages that log and that keep the next steps."""
