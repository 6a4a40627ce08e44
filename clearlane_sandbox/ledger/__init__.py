"""What was received and what was paid, on disk before anything is answered."""
