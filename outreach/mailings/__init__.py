"""Mailings, recipients, checks, approval: what goes into the outbox, and the gate each message passes last. Uses contacts, mail_templates, outbox and interactions."""
