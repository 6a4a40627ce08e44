"""Who is who: organizations, their users and keys, providers and who may bill for them, payers."""
