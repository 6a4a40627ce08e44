"""Is laxer: whether a row or loop, as an overlay writes it, allows what the one before it did not."""

from __future__ import annotations

from clearlane.standards.x12.guide import Condition, ElementSpec, LoopSpec, RowSpec

_ANY = 1 << 30


def is_laxer(old: RowSpec | LoopSpec | None, new: RowSpec | LoopSpec | None) -> bool:
    """Whether the new one allows more, as what is added does, and what is dropped although it was required.

    Of loops the line alone is compared: what stands within them is changed row by row.
    """
    if old is None:
        return True
    if new is None:
        return old.usage != "S"
    if _stands_at(old) != _stands_at(new):
        return True
    if new.most > old.most or (new.warn_at or new.most) > (old.warn_at or old.most):
        return True
    if new.usage == "S" and (old.usage != "S" or _is_freed(old, new)):
        return True
    return isinstance(old, RowSpec) and isinstance(new, RowSpec) and _elements_laxer(old.elements, new.elements)


def _stands_at(one: RowSpec | LoopSpec) -> tuple[str, str]:
    """Its id, and of a row its position: what has others is another one."""
    return one.id, one.position if isinstance(one, RowSpec) else ""


def _is_freed(old: RowSpec | LoopSpec, new: RowSpec | LoopSpec) -> bool:
    """Whether the situation in which the old one had to come is not the new one's any more."""
    before, after = old.attributes, new.attributes
    is_apart = before.oneof != "" and after.oneof != before.oneof
    return is_apart or _condition_laxer(before.condition, after.condition)


def _condition_laxer(old: Condition | None, new: Condition | None) -> bool:
    if old is None:
        return False
    if new is None or (old.both_ways and not new.both_ways):
        return True
    return (old.name, old.element, old.codes) != (new.name, new.element, new.codes)


def _elements_laxer(old: tuple[ElementSpec, ...], new: tuple[ElementSpec, ...]) -> bool:
    before = {spec.position: spec for spec in old}
    after = {spec.position for spec in new}
    if any(spec.required and spec.position not in after for spec in old):
        return True
    return any(spec.position not in before or _element_laxer(before[spec.position], spec) for spec in new)


def _element_laxer(old: ElementSpec, new: ElementSpec) -> bool:
    if not new.required and (old.required or _condition_laxer(old.condition, new.condition)):
        return True
    if old.codes and not (new.codes and set(new.codes) <= set(old.codes)):
        return True
    if old.list and new.list != old.list and not new.codes:
        return True
    if (new.format_by, new.binary_of) != (old.format_by, old.binary_of):
        return True
    return _is_longer(old, new) or (old.parts is not None and _parts_laxer(old.parts, new.parts))


def _is_longer(old: ElementSpec, new: ElementSpec) -> bool:
    """Whether more characters are allowed, more are taken without a warning, or it may come more often."""
    kept = (old.keep or old.most, new.keep or new.most)
    limits = ((old.most, new.most), kept, (old.repeats, new.repeats))
    return any((after or _ANY) > (before or _ANY) for before, after in limits)


def _parts_laxer(old: tuple[ElementSpec, ...], new: tuple[ElementSpec, ...] | None) -> bool:
    return new is None or _elements_laxer(old, new)
