"""What a person must look at, and why."""
