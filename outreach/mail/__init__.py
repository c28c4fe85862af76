"""Building and carrying mail: envelope, headers, addresses, transports; knows no slice."""
