"""Lists that we may not ship, read from their publishers' own files."""
