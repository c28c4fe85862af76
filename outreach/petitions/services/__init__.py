"""What can be done with petitions and signatures: texts, states, signing, and what signatories do with their own."""
