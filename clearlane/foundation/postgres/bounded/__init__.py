"""Django's way to PostgreSQL, for processes that owe somebody an answer: no question waits for ever."""
