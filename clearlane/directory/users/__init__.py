"""People and machines that sign in: users, API keys, SFTP accounts. Only the gate reads these tables."""
