"""Members: who belongs to an organization, in which part, and who is invited to."""
