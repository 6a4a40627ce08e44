"""What a command says when it cannot begin."""

from __future__ import annotations

WRONG_USE = 2


class Problem(Exception):
    """The command was called in a way, or in a place, in which it cannot work: exit code 2.

    The message says in one or two lines what is wrong and what to do about it; no traceback is shown.
    is_told: it was shown already, among what the command tells of each file.
    """

    is_told = False


class FileProblem(Problem):
    """A file, or a folder, with which the command cannot work. file: as it was given; said: what is wrong with it."""

    def __init__(self, file: str, said: str) -> None:
        super().__init__(file, said)
        self.file, self.said = file, said

    def __str__(self) -> str:
        return f"{self.file}: {self.said}"
