"""What `clearlane codes` does."""
