"""From "Start today" to a working account: one module a step."""
