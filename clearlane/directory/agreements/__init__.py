"""What an organization and the house have agreed: the texts, the signing, the exact PDF that was signed."""
