"""What a command says when it cannot begin."""

from __future__ import annotations


class Problem(Exception):
    """The command was called in a way, or in a place, in which it cannot work: exit code 2.

    The message says in one or two lines what is wrong and what to do about it; no traceback is shown.
    """
