"""What `benchmarks/send.py` runs in processes of their own: queueing the mails, and sending them."""
