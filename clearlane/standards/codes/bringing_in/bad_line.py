"""What is said of a publisher's file that cannot be taken: which line, why, and what to do."""

from __future__ import annotations


class BadFile(ValueError):
    """The file cannot be taken, and nothing of it was. line: 0 where it is about the file as a whole."""

    def __init__(self, reason: str, *, remedy: str, line: int = 0) -> None:
        self.line, self.reason, self.remedy = line, reason, remedy
        where = f"line {line}: " if line else ""
        super().__init__(f"{where}{reason}. {remedy}.")
