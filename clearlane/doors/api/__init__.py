"""The HTTPS API: files in, claims and timelines to look at, the mailbox to empty."""
