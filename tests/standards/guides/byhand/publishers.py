"""How a source is written whose publisher stands behind many files."""

from __future__ import annotations


def x12_example(guide: str, name: str, shows: str) -> str:
    """An example that X12 publishes of a guide, as a public project carries it."""
    return f"Example '{name}' of {guide}, X12, in spec/fixtures/005010 of github.com/kputnam/stupidedi: {shows}"


def stedi(title: str, shows: str) -> str:
    """What a clearing house says that it refuses, and why."""
    return f"Claim edit '{title}', Stedi, stedi.com/changelog (2025 to 2026): {shows}"


def pyx12(number: int, shows: str) -> str:
    """What a validator once got wrong, told by who met it."""
    return f"Issue {number}, azoner/pyx12, github.com/azoner/pyx12/issues/{number}: {shows}"


def open_dental(shows: str, file: str = "X837_5010.cs") -> str:
    """What a sender's program notes of the guide and of its clearing houses."""
    return f"Notes in {file}, Open Dental, github.com/freemed/opendental (2014): {shows}"
