"""The programs of a house under one supervisor."""
