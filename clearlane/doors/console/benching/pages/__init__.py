"""The bench of the portal's pages: a house full of rows, two people who ask for every page, and how long they wait."""
