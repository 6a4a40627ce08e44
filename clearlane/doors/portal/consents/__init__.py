"""The pages on which an organization asks its clients for access, and sees and ends the access of others."""
