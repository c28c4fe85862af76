"""Inbound mail: sorted, matched, held. Uses outbox, contacts and interactions."""
