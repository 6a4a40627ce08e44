"""Fold brackets: an LS, the loop behind it and its LE become one loop, which prints the id of the loop around it.

So everything that holds of loops holds of a bracket: all of it is there or nothing, and what is lost is told once.
"""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards.x12.guide import Attributes, GuideError, LoopSpec, RowSpec

Child = RowSpec | LoopSpec


def fold_brackets(children: Sequence[Child], *, around: str) -> tuple[Child, ...]:
    """The children of a loop with each bracket as a loop. around: the id of that loop. Raises GuideError."""
    folded: list[Child] = []
    left = list(children)
    while left:
        child = left.pop(0)
        if isinstance(child, RowSpec) and child.attributes.bracket:
            child = _bracket(child, left[:2], around)
            del left[:2]
        folded.append(child)
    return tuple(folded)


def _bracket(begin: RowSpec, rest: Sequence[Child], around: str) -> LoopSpec:
    inner, end = (*rest, None, None)[:2]
    is_closed = isinstance(end, RowSpec) and end.id == "LE" and end.attributes.bracket
    if begin.id != "LS" or not isinstance(inner, LoopSpec) or not is_closed:
        raise GuideError(f"{around}: a bracket is an LS, one loop, and an LE")
    assert end is not None
    return LoopSpec(
        id=around,
        usage="S" if begin.usage == "S" else "R",
        most=begin.most,
        warn_at=begin.warn_at,
        name=begin.name,
        children=(begin, inner, end),
        attributes=Attributes(bracket=True),
        group_most=(),
        line=begin.line,
    )
