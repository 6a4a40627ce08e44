"""A guide as a grammar, read by trying everything: slow, obvious, and ignorant of states, repairs and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.standards.x12.guide import Guide, LoopSpec, RowSpec

Child = RowSpec | LoopSpec
Segments = Sequence[str]


def derives(guide: Guide, segments: Segments) -> bool:
    """Whether the segments, ST to SE, are exactly one set of the guide."""
    return len(segments) in set(loop_ends(guide.root, segments, 0))


def is_row(row: RowSpec, segment: str) -> bool:
    """Whether a segment is this row: its id, and element 01 where the guide requires a code there."""
    parts = segment.split("*")
    first = next((one for one in row.elements if one.position == 1), None)
    codes = first.codes if first and first.required else ()
    return parts[0] == row.id and (not codes or (len(parts) > 1 and parts[1] in codes))


def loop_ends(loop: LoopSpec, segments: Segments, at: int) -> Iterator[int]:
    """Where one instance of a loop that begins here may end."""
    trigger = loop.children[0]
    assert isinstance(trigger, RowSpec)
    if at < len(segments) and is_row(trigger, segments[at]):
        yield from _groups_end(loop, groups_of(loop), segments, at + 1)


def groups_of(loop: LoopSpec) -> list[list[Child]]:
    """The children behind the trigger, neighbours of one position together."""
    groups: list[list[Child]] = []
    for child in loop.children[1:]:
        if groups and groups[-1][-1].position == child.position:
            groups[-1].append(child)
        else:
            groups.append([child])
    return groups


def _groups_end(loop: LoopSpec, groups: list[list[Child]], segments: Segments, at: int) -> Iterator[int]:
    if not groups:
        yield at
        return
    first, *others = groups
    for end in set(_group_ends(loop, first, segments, at, (0,) * len(first))):
        yield from _groups_end(loop, others, segments, end)


def _group_ends(
    loop: LoopSpec, group: list[Child], segments: Segments, at: int, counts: tuple[int, ...]
) -> Iterator[int]:
    """Members of one position in any order, each as often as it may and must."""
    if _is_enough(group, counts):
        yield at
    for n, child in enumerate(group):
        if counts[n] < child.most and _may_still(loop, group, counts, child):
            more = (*counts[:n], counts[n] + 1, *counts[n + 1 :])
            for end in set(_child_ends(child, segments, at)):
                yield from _group_ends(loop, group, segments, end, more)


def _may_still(loop: LoopSpec, group: list[Child], counts: tuple[int, ...], child: Child) -> bool:
    """Whether the group's own maximum, and `oneof`, leave room for this member."""
    most = dict(loop.group_most).get(group[0].position)
    if most is not None and sum(counts) >= most:
        return False
    label = child.attributes.oneof
    return not label or not any(
        count for one, count in zip(group, counts, strict=True) if one.attributes.oneof == label
    )


def _is_enough(group: list[Child], counts: tuple[int, ...]) -> bool:
    labels = {child.attributes.oneof for child in group if child.attributes.oneof}
    named = [(child, count) for child, count in zip(group, counts, strict=True)]
    if any(child.usage != "S" and not count and not child.attributes.oneof for child, count in named):
        return False
    return all(any(count for child, count in named if child.attributes.oneof == label) for label in labels)


def _child_ends(child: Child, segments: Segments, at: int) -> Iterator[int]:
    if isinstance(child, LoopSpec):
        yield from loop_ends(child, segments, at)
    elif at < len(segments) and is_row(child, segments[at]):
        yield at + 1
