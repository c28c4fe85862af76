"""What the program reaches, each figure beside the limit and the peers measured in the same run: `make bench`."""
