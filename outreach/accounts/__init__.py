"""Users, roles, invitations, sign-in, sessions. Uses outbox and audit."""
