"""Who runs the house: operators, their passkeys, and where they have been."""
