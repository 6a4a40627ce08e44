"""Step 11 of the sign-up: the sample claim, connecting one's software, and the checklist."""
