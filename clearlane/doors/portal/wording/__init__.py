"""How amounts, numbers and instants are written: every text of the portal writes them alike."""
