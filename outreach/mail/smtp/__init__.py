"""Mail through a server: reached and verified (opening), spoken to phase by phase (conversation), its replies sorted (replies)."""
