"""The profiles that come with the program: the sandbox's, and one to start from."""

from __future__ import annotations

from importlib.resources import files


class NoSuchProfile(LookupError):
    """No profile of this name is shipped; ``list_shipped`` names those that are."""


def list_shipped() -> tuple[str, ...]:
    """Their names, in order."""
    shipped = files("clearlane.exchange.connections.profiles").iterdir()
    return tuple(sorted(each.name.removesuffix(".txt") for each in shipped if each.name.endswith(".txt")))


def read_shipped(*, name: str) -> str:
    """The text of a shipped profile. Raises NoSuchProfile."""
    if name not in list_shipped():
        raise NoSuchProfile(f"{name!r}; there are {', '.join(list_shipped())}")
    return (files("clearlane.exchange.connections.profiles") / f"{name}.txt").read_text(encoding="utf-8")
