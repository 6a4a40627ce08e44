"""What a person keeps of himself: factors, devices, password, address, and the keys of his programs."""
