"""Apply an overlay: a text that changes named rows of a guide. What is laxer needs `relax`, a date, a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from clearlane.standards.x12.find_laxer import find_laxer
from clearlane.standards.x12.guide import Guide, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.parse_guide import Line, parse_line_text, read_lines

_HEADER = re.compile(r"overlay\s+(\S+)\s+on\s+(\S+)(?:\s+standard\s+(\S+))?")
_RELAX = re.compile(r"relax\s+\d{4}-\d\d-\d\d\s+\S.*")
Spec = RowSpec | LoopSpec
Children = tuple[Spec, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: in the loop of a path the old row or loop goes, the new one comes. relaxes: it has a `relax` line.

    old: None where one is only added; new: None where one is dropped. Of loops the line alone, without what is in them.
    """

    line: int
    path: tuple[str, ...]
    old: Spec | None
    new: Spec | None
    relaxes: bool = False


def apply_overlay(guide: Guide, text: str, *, file: str) -> Guide:
    """The guide with the changes of an overlay text, under the version that it names. Raises GuideError."""
    lines = list(read_lines(text, file))
    header = _HEADER.fullmatch(lines[0].text) if lines else None
    if header is None:
        raise GuideError(f"{file}: the first line is: overlay VERSION  on FILE  [standard VERSION]")
    versioned = replace(guide, root=_with_version(guide.root, guide.version, header[1]))
    changed = apply_changes(versioned, read_changes(lines[1:], file=file), file=file)
    return replace(changed, version=header[1], standard=header[3] or guide.standard)


def read_changes(lines: Sequence[Line], *, file: str) -> tuple[Change, ...]:
    """The changes of an overlay, from the lines behind its header. Raises GuideError with file and line."""
    found: list[Change] = []
    path: tuple[str, ...] = ("",)
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.text.startswith("in "):
            path, at = tuple(line.text[3:].strip().split("/")), at + 1
            continue
        try:
            change, used = _change(lines[at : at + 3], path)
        except GuideError as error:
            raise GuideError(f"{file}:{line.number}: {error}") from error
        found.append(change)
        at += used
    return tuple(found)


def apply_changes(guide: Guide, changes: Iterable[Change], *, file: str) -> Guide:
    """The guide with changes, one after the other. Raises GuideError for one that finds no row, with file and line."""
    root = guide.root
    for change in changes:
        root = _changed(root, change, f"{file}:{change.line}")
    return replace(guide, root=root)


def homes_of(root: LoopSpec, path: tuple[str, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[str, LoopSpec]]:
    """Every loop that a path names, with its whole path; those that brackets make count as the loop around."""
    here = above if root.attributes.bracket else (*above, root.id)
    if here[-len(path) :] == path:
        yield "/".join(here), root
    for child in root.children:
        if isinstance(child, LoopSpec):
            yield from homes_of(child, path, here)


def is_same(one: Spec, other: Spec) -> bool:
    """Whether two say the same, wherever they were written; of loops their own lines are compared."""
    if isinstance(one, RowSpec) or isinstance(other, RowSpec):
        return type(one) is type(other) and replace(one, line=0) == replace(other, line=0)
    return _bare(one) == _bare(other)


def _bare(loop: LoopSpec) -> LoopSpec:
    return replace(loop, line=0, children=(), group_most=())


def _with_version(root: LoopSpec, version: str, wanted: str) -> LoopSpec:
    first = root.children[0]
    assert isinstance(first, RowSpec)
    elements = tuple(replace(one, codes=(wanted,)) if one.codes == (version,) else one for one in first.elements)
    return replace(root, children=(replace(first, elements=elements), *root.children[1:]))


def _change(lines: Sequence[Line], path: tuple[str, ...]) -> tuple[Change, int]:
    """One change: a `-` line, a `+` line, or both; and its `relax` line where it has one. Returns the lines used."""
    at, old, new = 0, None, None
    if lines[at].text.startswith("- "):
        old, at = parse_line_text(lines[at].text[2:], lines[at].number), at + 1
    if at < len(lines) and lines[at].text.startswith("+ "):
        new, at = parse_line_text(lines[at].text[2:], -lines[at].number), at + 1
    if old is None and new is None:
        raise GuideError("`in`, `-`, `+` or `relax` was expected")
    relaxes = at < len(lines) and lines[at].text.startswith("relax ")
    if relaxes and not _RELAX.fullmatch(lines[at].text):
        raise GuideError("relax needs a date and a reason: relax 2026-11-24 the erratum says so")
    if not relaxes and (laxer := find_laxer(old, new)):
        wanted = "has no `relax` line; narrow it, or say why: relax 2026-11-24 reason"
        raise GuideError(f"the change is laxer ({laxer}) and {wanted}")
    _check_kind(old, new)
    if old is not None and new is not None and is_same(old, new):
        raise GuideError("the lines `-` and `+` say the same; change what is to be narrowed, or leave both out")
    return Change(lines[0].number, path, old, new, relaxes), at + relaxes


def _check_kind(old: Spec | None, new: Spec | None) -> None:
    if isinstance(new, LoopSpec) and not isinstance(old, LoopSpec):
        raise GuideError("a loop cannot be added: its line may be changed or dropped")
    if isinstance(old, LoopSpec) and isinstance(new, RowSpec):
        raise GuideError(f"the row {new.id} cannot take the place of the loop {old.id}")


def _changed(root: LoopSpec, change: Change, where: str) -> LoopSpec:
    count = 0

    def visit(loop: LoopSpec) -> LoopSpec:
        nonlocal count
        if change.old is None and loop.attributes.bracket:
            return loop  # the loop around it has the same path
        children, changed = _replaced(loop.children, change)
        count += changed
        return replace(loop, children=children)

    changed_root = _visit(root, change.path, (), visit)
    if not count:
        raise GuideError(f"{where}: {_not_found(root, change)}")
    return changed_root


def _not_found(root: LoopSpec, change: Change) -> str:
    """What is wrong with a change that found no row, and where the rows stand that it may mean."""
    path = "/".join(change.path)
    homes = [loop for _, loop in homes_of(root, change.path)]
    if not homes or change.old is None:
        return f"the row to change does not stand in {path or 'any loop'}: there is no such loop in the guide"
    known = sorted({one.line for loop in homes for one in loop.children if one.id == change.old.id and one.line > 0})
    if not known:
        return f"the row to change does not stand in {path}: it has no {change.old.id} of its own"
    lines = ", ".join(map(str, known[:8]))
    said = f"the row to change does not stand in {path} as it is written"
    return f"{said}: copy it whole from the guide, {change.old.id} stands there in line {lines}"


def _visit(loop: LoopSpec, path: tuple[str, ...], above: tuple[str, ...], change: Callable[..., LoopSpec]) -> LoopSpec:
    here = above if loop.attributes.bracket else (*above, loop.id)
    children = tuple(
        _visit(child, path, here, change) if isinstance(child, LoopSpec) else child for child in loop.children
    )
    loop = replace(loop, children=children)
    return change(loop) if here[-len(path) :] == path else loop


def _replaced(children: Children, change: Change) -> tuple[Children, int]:
    old, new = change.old, change.new
    if old is None:
        assert isinstance(new, RowSpec)
        rows = [n for n, child in enumerate(children) if isinstance(child, RowSpec) and child.position <= new.position]
        at = rows[-1] + 1 if rows else 0
        return (*children[:at], new, *children[at:]), 1
    same = [n for n, child in enumerate(children) if is_same(child, old)]
    if not same:
        return children, 0
    first = children[same[0]]
    if isinstance(new, LoopSpec) and isinstance(first, LoopSpec):
        new = replace(new, children=first.children, group_most=first.group_most)
    middle = (new,) if new else ()
    return (*children[: same[0]], *middle, *children[same[0] + 1 :]), 1
