"""Find laxer: what a row or loop, as an overlay writes it, allows that the one before it did not."""

from __future__ import annotations

from clearlane.standards.x12.guide import Condition, ElementSpec, LoopSpec, RowSpec

_ANY = 1 << 30


def find_laxer(old: RowSpec | LoopSpec | None, new: RowSpec | LoopSpec | None) -> str:
    """In what the new one allows more, as what is added does, and what is dropped that was required; "" in nothing.

    Of loops the line alone is compared: what stands within them is changed row by row.
    """
    if old is None:
        return "a line is added"
    if new is None:
        return "what is required is dropped" if old.usage != "S" else ""
    if _stands_at(old) != _stands_at(new):
        return f"{' '.join(filter(None, _stands_at(new)))} is another than {' '.join(filter(None, _stands_at(old)))}"
    if new.most > old.most or (new.warn_at or new.most) > (old.warn_at or old.most):
        return "it may come more often"
    if new.usage == "S" and (old.usage != "S" or _is_freed(old, new)):
        return "it need not come where it had to"
    if isinstance(old, RowSpec) and isinstance(new, RowSpec):
        return _of_elements(old.elements, new.elements)
    return ""


def _stands_at(one: RowSpec | LoopSpec) -> tuple[str, str]:
    """Its id, and of a row its position: what has others is another one."""
    return one.id, one.position if isinstance(one, RowSpec) else ""


def _is_freed(old: RowSpec | LoopSpec, new: RowSpec | LoopSpec) -> bool:
    """Whether the situation in which the old one had to come is not the new one's any more."""
    before, after = old.attributes, new.attributes
    is_apart = before.oneof != "" and after.oneof != before.oneof
    return is_apart or _is_condition_laxer(before.condition, after.condition)


def _is_condition_laxer(old: Condition | None, new: Condition | None) -> bool:
    if old is None:
        return False
    if new is None or (old.both_ways and not new.both_ways):
        return True
    return (old.name, old.element, old.codes) != (new.name, new.element, new.codes)


def _of_elements(old: tuple[ElementSpec, ...], new: tuple[ElementSpec, ...], beneath: str = "") -> str:
    """beneath: the element of which these are components, with its dash."""
    before = {spec.position: spec for spec in old}
    after = {spec.position for spec in new}
    for spec in old:
        if spec.required and spec.position not in after:
            return f"{beneath}{spec.position:02d} is required and left out"
    for spec in new:
        name = f"{beneath}{spec.position:02d}"
        what = _of_element(before[spec.position], spec, name) if spec.position in before else f"{name} is new"
        if what:
            return what
    return ""


def _of_element(old: ElementSpec, new: ElementSpec, name: str) -> str:
    if not new.required and (old.required or _is_condition_laxer(old.condition, new.condition)):
        return f"{name} need not come where it had to"
    if old.codes and not new.codes:
        return f"{name} takes any code"
    if old.codes and (more := sorted(set(new.codes) - set(old.codes))):
        return f"{name} takes {', '.join(more)} besides"
    if old.list and new.list != old.list and not new.codes:
        return f"{name} is not of the list :{old.list} any more"
    if (new.format_by, new.binary_of) != (old.format_by, old.binary_of):
        return f"{name} has another format"
    if _is_longer(old, new):
        return f"{name} may be longer or come more often"
    if old.parts is None:
        return ""
    return f"{name} has no components any more" if new.parts is None else _of_elements(old.parts, new.parts, f"{name}-")


def _is_longer(old: ElementSpec, new: ElementSpec) -> bool:
    """Whether more characters are allowed, more are taken without a warning, or it may come more often."""
    kept = (old.keep or old.most, new.keep or new.most)
    limits = ((old.most, new.most), kept, (old.repeats, new.repeats))
    return any((after or _ANY) > (before or _ANY) for before, after in limits)
