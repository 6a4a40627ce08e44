"""Requests that a client may repeat without fear: the same key gives the same answer and no second act."""
