"""The practice case: a fictional team, people, mails and petition to learn on. Every person and organisation in it is made up."""
