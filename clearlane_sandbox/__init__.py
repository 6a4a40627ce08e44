"""Sandbox payers: an outside party that plays the payers over real SFTP. A program of its own."""
