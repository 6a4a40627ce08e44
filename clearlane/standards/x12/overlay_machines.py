"""Machines of overlays: a guide with what overlays relax, and beside it, for each overlay, one with all it demands."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from clearlane.standards.x12.apply_overlay import Change, apply_changes
from clearlane.standards.x12.compile import compile_guide
from clearlane.standards.x12.guide import Condition, Guide, GuideError
from clearlane.standards.x12.guides.predicates.payers import not_taken
from clearlane.standards.x12.library import load_guide, load_machine
from clearlane.standards.x12.machine import Machine
from clearlane.standards.x12.overlay import Overlay, OverlayRefused
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.say_condition import say_condition

MODULE, NOT_TAKEN = "payers", "not_taken"
"""The rule of what a payer does not take, and where it lies."""
NEVER = say_condition(Condition(name=NOT_TAKEN), rules={NOT_TAKEN: not_taken}, segment="")
"""What a finding expects where this rule decided it."""
Beside = tuple[tuple[Overlay, Machine], ...]


@lru_cache(maxsize=64)
def overlay_machines(files: tuple[str, ...], overlays: tuple[Overlay, ...]) -> tuple[Machine, Beside]:
    """What a set is walked by: the guide's own machine, and one for each overlay. files: as in sets.txt.

    Raises OverlayRefused where a change finds no row, or the guide is not decidable with it.
    """
    relaxed = relaxed_guide(files, overlays)
    is_changed = any(one.relaxations for one in overlays)
    own = _compiled(relaxed, " and ".join(one.file for one in overlays)) if is_changed else load_machine(files)
    return own, tuple((one, _compiled(narrowed_guide(relaxed, one), one.file)) for one in overlays)


def relaxed_guide(files: tuple[str, ...], overlays: tuple[Overlay, ...]) -> Guide:
    """The guide with all that overlays relax. Raises OverlayRefused."""
    guide = load_guide(files)
    for one in overlays:
        try:
            guide = apply_changes(guide, one.relaxations, file=one.file)
        except GuideError as error:
            raise OverlayRefused(str(error)) from error
    return guide


def narrowed_guide(guide: Guide, overlay: Overlay) -> Guide:
    """A guide with what an overlay demands. Raises OverlayRefused.

    What the payer does not take keeps its place under a rule that never holds: it is read, and told once, as a whole.
    """
    changes = [_marked(one) if one.old and one.new is None else one for one in overlay.narrowings]
    try:
        changed = apply_changes(guide, changes, file=overlay.file)
    except GuideError as error:
        raise OverlayRefused(str(error)) from error
    return replace(changed, predicates=(*changed.predicates, MODULE))


def _marked(change: Change) -> Change:
    assert change.old is not None
    never = Condition(name=NOT_TAKEN, both_ways=True)
    return replace(change, new=replace(change.old, attributes=replace(change.old.attributes, condition=never)))


def _compiled(guide: Guide, file: str) -> Machine:
    try:
        return compile_guide(guide, read_dictionary(standard=guide.standard))
    except GuideError as error:
        remedy = "Keep the codes that tell its rows apart, and name only rules and lists that there are"
        raise OverlayRefused(f"{file}: the guide cannot be read with it: {error}. {remedy}") from error
