"""Tags and filters that every template of the portal has."""
