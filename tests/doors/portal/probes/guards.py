"""The guards of a view, read off the callback that the resolver has, and a way to take one of them off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

View = Callable[..., Any]


@dataclass(frozen=True)
class Guard:
    """One guard of the view at an address: ``name`` is the decorator's, ``layers`` what stands outside of it."""

    route: str
    name: str
    pattern: URLPattern
    layer: Any
    outside: tuple[Any, ...]

    @property
    def within(self) -> View:
        """What is called once the guard is passed."""
        view: View = self.layer.__wrapped__
        return view

    def told(self, name: str) -> Any:
        """What the decorator was told under that name."""
        return dict(zip(self.layer.__code__.co_freevars, self.layer.__closure__, strict=True))[name].cell_contents

    def replace(self, by: View, patch: pytest.MonkeyPatch) -> None:
        """Let another view stand in its place, where the layer outside of it, or the resolver, looks for it."""
        if not self.outside:
            patch.setattr(self.pattern, "callback", by)
            return
        for cell in self.outside[-1].__closure__:
            if cell.cell_contents is self.layer:
                patch.setattr(cell, "cell_contents", by)


def guards(*names: str) -> Iterator[Guard]:
    """Every guard of these names at every address, the resolver's order kept."""
    for route, pattern in _patterns(get_resolver().url_patterns, "/"):
        view: Any = pattern.callback
        outside: tuple[Any, ...] = ()
        while hasattr(view, "__wrapped__"):
            if _made_by(view) in names:
                yield Guard(route, _made_by(view), pattern, view, outside)
            view, outside = view.__wrapped__, (*outside, view)


def _made_by(view: Any) -> str:
    """The decorator, by its name in the code: the function's own was overwritten by that of the view."""
    return str(getattr(view, "__code__", view).co_qualname).partition(".")[0] if hasattr(view, "__code__") else ""


def _patterns(patterns: Any, before: str) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield before + str(each.pattern), each
        else:
            yield from _patterns(each.url_patterns, before + str(each.pattern))
