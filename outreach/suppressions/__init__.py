"""Addresses not to be written to: bounces, complaints, opt-outs. Uses no other slice."""
