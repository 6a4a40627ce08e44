"""What `up` needs to know of the house: its ports, lock, programs, and how its database is made ready."""
