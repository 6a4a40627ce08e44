"""The outside world's rules as pure Python, usable without the rest of Clearlane."""
