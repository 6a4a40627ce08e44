"""Contradictions: two overlays for the same claims, of which one demands what the other forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from clearlane.standards.x12.apply_overlay import Change, Spec, homes_of, is_same
from clearlane.standards.x12.guide import ElementSpec, LoopSpec, RowSpec
from clearlane.standards.x12.overlay import Overlay, OverlayRefused


def check_together(overlays: tuple[Overlay, ...], root: LoopSpec) -> None:
    """Whether a claim can fit all overlays of one guide. root: its tree. Raises OverlayRefused."""
    for one, other in combinations(overlays, 2):
        if one.ids and other.ids and one.ids.isdisjoint(other.ids):
            continue
        for mine, its in _of_the_same_row(one, other, root):
            reason = _contradiction(mine.new, its.new)
            if reason:
                where = f"{one.file}:{mine.line} and {other.file}:{its.line}: they contradict each other: {reason}"
                raise OverlayRefused(f"{where}. Use one of them, or give each the ids of its payer")


def _of_the_same_row(one: Overlay, other: Overlay, root: LoopSpec) -> Iterator[tuple[Change, Change]]:
    for mine in one.narrowings:
        for its in other.narrowings:
            if mine.old and its.old and is_same(mine.old, its.old) and _homes(mine, root) & _homes(its, root):
                yield mine, its


def _homes(change: Change, root: LoopSpec) -> set[str]:
    return {path for path, _ in homes_of(root, change.path)}


def _contradiction(mine: Spec | None, its: Spec | None) -> str:
    """Why nothing can fit both; "" where something can."""
    known = mine or its
    if known is None or (mine and its and isinstance(mine, LoopSpec)):
        return ""
    if mine is None or its is None:
        return f"{known.id} is required by one and not taken by the other" if known.usage != "S" else ""
    if mine.usage == its.usage == "S" or not isinstance(mine, RowSpec) or not isinstance(its, RowSpec):
        return ""
    return next(_elements(mine.id, mine.elements, its.elements), "")


def _elements(id: str, mine: tuple[ElementSpec, ...], its: tuple[ElementSpec, ...]) -> Iterator[str]:
    blank = ElementSpec(0, required=False)
    before, after = ({spec.position: spec for spec in one} for one in (mine, its))
    for position in sorted({*before, *after}):
        one, other = (side.get(position) for side in (before, after))
        name = f"{id}{position:02d}"
        if one is None or other is None:
            if (one or other or blank).required:
                yield f"{name} is required by one and not taken by the other"
        elif (one.required or other.required) and one.codes and other.codes and set(one.codes).isdisjoint(other.codes):
            yield f"no code of {name} fits both"
        elif one.parts and other.parts and (one.required or other.required):
            yield from _elements(
                f"{name}-", *(tuple(replace(part) for part in side.parts or ()) for side in (one, other))
            )
