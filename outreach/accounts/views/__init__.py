"""Pages of accounts: the door (sign-in, invitations), the team, and one's own sessions."""
