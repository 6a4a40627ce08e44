"""What a payer writes, in shapes of its own: nothing here is shared with the program that reads it."""
