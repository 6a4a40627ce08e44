"""Cases: examples beside each rule in a text that a biller can read; they are its tests and the end of its page."""
