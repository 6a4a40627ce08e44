"""Say why nothing is taken out of a set that a submitter sent."""

from __future__ import annotations


def explain(*, set_id: str, control: str, verdict: str, state: str, claims: int) -> str:
    """A sentence, or "" where its claims go their way; ``state`` is one of a set's."""
    if state == "refused":
        return f"Set {control} was refused with its envelope: nothing of it is processed."
    if state == "dropped":
        return f"Set {control} repeats the content of an earlier file: dropped, nothing in it was billed."
    if state == "held":
        held = f"held for a person, with all its claims ({claims:,})"
        return f"Set {control} repeats the content of an earlier file: {held}."
    if verdict == "unsupported":
        return f"Set {control} is of a version that is not read here."
    if set_id != "837":
        return f"Set {control} is a {set_id}, where an 837 is due: nothing is done with it."
    return ""
