"""The portal: sign-up, sign-in, and the pages on which a practice works."""
