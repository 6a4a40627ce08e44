"""Apply an overlay: a text that changes named rows of a guide. What is laxer needs `relax`, a date, a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from clearlane.standards.x12.guide import ElementSpec, Guide, GuideError, LoopSpec, RowSpec
from clearlane.standards.x12.parse_guide import Line, parse_row_text, read_lines

_HEADER = re.compile(r"overlay\s+(\S+)\s+on\s+(\S+)(?:\s+standard\s+(\S+))?")
_RELAX = re.compile(r"relax\s+\d{4}-\d\d-\d\d\s+\S.*")
Children = tuple[RowSpec | LoopSpec, ...]


def apply_overlay(guide: Guide, text: str, *, file: str) -> Guide:
    """The guide with the changes of an overlay text, under the version that it names. Raises GuideError."""
    lines = list(read_lines(text, file))
    header = _HEADER.fullmatch(lines[0].text) if lines else None
    if header is None:
        raise GuideError(f"{file}: the first line is: overlay VERSION  on FILE  [standard VERSION]")
    root = _with_version(guide.root, guide.version, header[1])
    loop, at = "", 1
    while at < len(lines):
        line = lines[at]
        if line.text.startswith("in "):
            loop, at = line.text[3:].strip(), at + 1
            continue
        used, old, new = _change(lines, at, file)
        root = _changed(root, loop.split("/"), old, new, f"{file}:{line.number}")
        at += used
    return replace(guide, version=header[1], standard=header[3] or guide.standard, root=root)


def _with_version(root: LoopSpec, version: str, wanted: str) -> LoopSpec:
    first = root.children[0]
    assert isinstance(first, RowSpec)
    elements = tuple(replace(one, codes=(wanted,)) if one.codes == (version,) else one for one in first.elements)
    return replace(root, children=(replace(first, elements=elements), *root.children[1:]))


def _change(lines: list[Line], at: int, file: str) -> tuple[int, RowSpec | None, RowSpec | None]:
    """One change: a `-` line, a `+` line, or both; and its `relax` line where it has one. Returns the lines used."""
    start, old, new = at, None, None
    if lines[at].text.startswith("- "):
        old, at = parse_row_text(lines[at].text[2:], lines[at].number), at + 1
    if at < len(lines) and lines[at].text.startswith("+ "):
        new, at = parse_row_text(lines[at].text[2:], -lines[at].number), at + 1
    if old is None and new is None:
        raise GuideError(f"{file}:{lines[start].number}: `in`, `-`, `+` or `relax` was expected")
    relaxed = at < len(lines) and lines[at].text.startswith("relax ")
    if relaxed and not _RELAX.fullmatch(lines[at].text):
        raise GuideError(f"{file}:{lines[at].number}: relax needs a date and a reason")
    if not relaxed and is_laxer(old, new):
        raise GuideError(f"{file}:{lines[start].number}: the change is laxer and has no `relax` line")
    return at - start + relaxed, old, new


def is_laxer(old: RowSpec | None, new: RowSpec | None) -> bool:
    """Whether the new row allows what the old one did not, as a new row and a dropped required one do."""
    if old is None:
        return True
    if new is None:
        return old.usage != "S"
    if new.most > old.most or (new.usage == "S" and old.usage != "S"):
        return True
    return _elements_laxer(old.elements, new.elements)


def _elements_laxer(old: tuple[ElementSpec, ...], new: tuple[ElementSpec, ...]) -> bool:
    before = {spec.position: spec for spec in old}
    after = {spec.position for spec in new}
    if any(spec.required and spec.position not in after for spec in old):
        return True
    return any(spec.position not in before or _element_laxer(before[spec.position], spec) for spec in new)


def _element_laxer(old: ElementSpec, new: ElementSpec) -> bool:
    if old.required and not new.required:
        return True
    if old.codes and not (new.codes and set(new.codes) <= set(old.codes)):
        return True
    if (old.most and not 0 < new.most <= old.most) or (new.repeats or 999) > (old.repeats or 999):
        return True
    return old.parts is not None and _elements_laxer(old.parts, new.parts or ())


def _changed(root: LoopSpec, path: list[str], old: RowSpec | None, new: RowSpec | None, where: str) -> LoopSpec:
    count = 0

    def change(loop: LoopSpec) -> LoopSpec:
        nonlocal count
        if old is None and loop.attributes.bracket:
            return loop  # the loop around it has the same path
        children, changed = _replaced(loop.children, old, new)
        count += changed
        return replace(loop, children=children)

    changed_root = _visit(root, path, (), change)
    if not count:
        raise GuideError(f"{where}: the row to change does not stand in {'/'.join(path)}")
    return changed_root


def _visit(loop: LoopSpec, path: list[str], above: tuple[str, ...], change: Callable[[LoopSpec], LoopSpec]) -> LoopSpec:
    here = above if loop.attributes.bracket else (*above, loop.id)
    children = tuple(
        _visit(child, path, here, change) if isinstance(child, LoopSpec) else child for child in loop.children
    )
    loop = replace(loop, children=children)
    return change(loop) if list(here[-len(path) :]) == path else loop


def _replaced(children: Children, old: RowSpec | None, new: RowSpec | None) -> tuple[Children, int]:
    if old is None:
        assert new is not None
        rows = [n for n, child in enumerate(children) if isinstance(child, RowSpec) and child.position <= new.position]
        at = rows[-1] + 1 if rows else 0
        return (*children[:at], new, *children[at:]), 1
    same = [n for n, child in enumerate(children) if isinstance(child, RowSpec) and _is_same(child, old)]
    if not same:
        return children, 0
    middle = (new,) if new else ()
    return (*children[: same[0]], *middle, *children[same[0] + 1 :]), 1


def _is_same(one: RowSpec, other: RowSpec) -> bool:
    return replace(one, line=0) == replace(other, line=0)
