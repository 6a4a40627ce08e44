"""Say why nothing is taken out of a set that a submitter sent, and what he does about it."""

from __future__ import annotations

_READ = "From senders we take professional claims, 837P in its version 005010X222A1; no other claims yet."
_MEANT = "Tell us whether it is meant: then we release it; if not, we drop it."


def explain(*, set_id: str, control: str, verdict: str, state: str, claims: int, repeats: str = "") -> str:
    """Sentences, or "" where its claims go their way; ``state`` is one of a set's, ``repeats`` what it repeats."""
    repeated = f"Set {control} repeats the content of {repeats or 'an earlier file'}"
    if state == "refused":
        mend = "Mend the envelope, as the TA1 or 999 says, and send the file again."
        return f"Set {control} was refused with its envelope: nothing of it is processed. {mend}"
    if state == "dropped":
        return f"{repeated}: dropped, nothing in it was billed."
    if state == "held":
        return f"{repeated}: held for a person, with all its claims ({claims:,}). {_MEANT}"
    if verdict == "unsupported":
        return f"Set {control} is {_name(set_id)} of a version that is not read here. {_READ}"
    if set_id != "837":
        due = "Send claims as 837P; what you fetched from us needs no acknowledgment."
        return f"Set {control} is a {set_id}, where an 837 is due: nothing is done with it. {due}"
    return ""


def _name(set_id: str) -> str:
    return "an 837" if set_id == "837" else f"a {set_id}"


def name_verdict(*, set_id: str, verdict: str, state: str) -> str:
    """The verdict that its sender is shown: the guide's, unless something else keeps the set from going on."""
    if state in ("held", "dropped"):
        return state
    if state == "refused":
        return "rejected"
    return verdict if set_id == "837" or verdict == "unsupported" else "unexpected"
