"""The SFTP door: an inbound and an outbound folder that exist for the client only."""
