"""Pictures of every page: a house of its own with the demo's claims, and a browser that walks through it."""
