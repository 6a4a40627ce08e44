"""Organizations: what a tenant is called and where it is."""
