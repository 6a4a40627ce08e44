"""A PostgreSQL of the house's own, from the programs in a Python package."""
