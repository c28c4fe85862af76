"""The public page, its desk, signatures, confirmation, counting, published files. Uses outbox, suppressions and audit."""
