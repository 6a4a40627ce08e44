"""Each rule of a guide declares all that it looks at, so that its verdict may be remembered by that alone."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide, kinds
from clearlane.standards.x12.guides import predicates
from clearlane.standards.x12.scope import Scope, reads
from clearlane.standards.x12.tier import Tier

FOLDER = Path(predicates.__file__).parent
MODULES = sorted(one.stem for one in FOLDER.glob("*.py") if one.stem != "__init__")
WITHOUT = {"dated_by_line"}
"""Rules that declare nothing: their loops are walked by rows. (A line of teeth asks its claim for a qualified date.)"""
Read = dict[str, set[str]]


def rules() -> Iterator[tuple[str, Callable[..., bool]]]:
    """The public predicates of all modules."""
    for name in MODULES:
        module = import_module(f"{predicates.__name__}.{name}")
        for rule, function in getmembers(module, isfunction):
            if not rule.startswith("_") and function.__module__ == module.__name__:
                yield rule, function


def _asking() -> Iterator[str]:
    """The rules that are on the stack, from within."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        if Path(frame.f_code.co_filename).parent == FOLDER:
            yield frame.f_code.co_name
        frame = frame.f_back


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Read:
    """What each rule looks at, while the test runs."""
    found: Read = defaultdict(set)
    element, here, text, has = Scope.element, Scope.here, Scope.text, Scope.has

    def note(place: str) -> None:
        for rule in _asking():
            found[rule].add(place)

    def traced_element(self: Scope, n: int, component: int = 0) -> str:
        note(f"{n:02d}" + (f"-{component}" if component else ""))
        return element(self, n, component)

    def traced_here(self: Scope, place: str, qualifier: str = "") -> str:
        note(place)
        return here(self, place, qualifier)

    def traced_text(self: Scope, place: str, qualifier: str = "") -> str:
        note(place)
        return text(self, place, qualifier)

    def traced_has(self: Scope, segment_id: str, *codes: str) -> bool:
        note(segment_id)
        return has(self, segment_id, *codes)

    for name, traced in (
        ("element", traced_element),
        ("here", traced_here),
        ("text", traced_text),
        ("has", traced_has),
    ):
        monkeypatch.setattr(Scope, name, traced)
    return found


def _short(place: str) -> str:
    """11-5 for the component of an element, as it is declared."""
    return place.partition("*")[0]


def test_rules_read_nothing_that_they_do_not_declare(seen: Read) -> None:
    for kind in kinds():
        for seed in range(3):
            data = from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=0.4))
            for _ in x12.check([data], tier=Tier.EXPLAIN):
                pass
    declared = {name: {_short(one) for one in getattr(rule, "reads", ())} for name, rule in rules()}
    for name, places in seen.items():
        if name in declared and name not in WITHOUT:
            assert places <= declared[name], name
    asked = {name for name in declared if seen.get(name)}
    assert len(asked) >= len(declared) - 1


def test_every_rule_declares_what_it_reads() -> None:
    assert {name for name, rule in rules() if not hasattr(rule, "reads")} == WITHOUT


@pytest.mark.parametrize(("name", "rule"), sorted(rules()))
def test_what_is_declared_can_be_read(name: str, rule: Callable[..., bool]) -> None:
    for place in getattr(rule, "reads", ()):
        assert place[:2].isdigit() or place[0].isupper(), name


def test_a_declaration_leaves_the_rule_as_it_is() -> None:
    @reads("CLM05-3", "04")
    def rule(scope: Scope) -> bool:
        return scope.text("CLM05-3") == "7"

    assert rule.reads == ("CLM05-3", "04")  # type: ignore[attr-defined]
    assert rule.__name__ == "rule"
