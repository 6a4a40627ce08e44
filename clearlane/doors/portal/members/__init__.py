"""The pages on which an organization sees its people, and changes who belongs to it."""
