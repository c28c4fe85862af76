"""The plainest Flask applications there can be: what ours are held against, on the same server."""
