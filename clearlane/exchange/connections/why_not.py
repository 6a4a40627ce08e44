"""Why a text cannot stand in an element of what a connection sends."""

from __future__ import annotations


def why_not(text: str, *, widest: int, delimiters: str) -> str:
    """The reason as the end of a sentence, "" where the text can be sent. ``widest`` counts characters."""
    if not text.strip():
        return "is empty"
    if len(text) > widest:
        return f"has {len(text)} characters; at most {widest} fit"
    if marks := sorted(set(text) & set(delimiters)):
        return f"holds {' '.join(marks)}, which separates elements and segments on this connection"
    if not text.isprintable() or any(ord(letter) > ord("\xff") for letter in text):
        return "holds a character that has no place in an X12 file (only Latin-1 can be sent)"
    return ""
