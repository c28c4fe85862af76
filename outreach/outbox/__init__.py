"""Every mail that leaves, whoever wrote it: messages, attempts, identities, pacing, sending, the captured mail. Uses suppressions and audit."""
