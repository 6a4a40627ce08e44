"""Number of a name: whether what a guide calls so is one thing or several, for the verb of a sentence about it."""

from __future__ import annotations

import re

_SIDE = re.compile(r" \(.*|,.*| of .*")
"""What stands behind the noun: "Count of members" is one, "Claim: amount, claim amounts" too."""
_SINGULAR = ("ss", "us", "is")
"""How words end that are singular although an s ends them: address, status, diagnosis."""


def is_plural(name: str) -> bool:
    """Whether the noun of a name is plural, as in "Claim: diagnoses" or "Event contact: numbers"."""
    noun = _SIDE.sub("", name.rpartition(": ")[2])
    return noun.endswith("s") and not noun.endswith(_SINGULAR)


def verbs_for(name: str) -> dict[str, str]:
    """The verbs of sentences about it."""
    return {"is": "are", "comes": "come"} if is_plural(name) else {"is": "is", "comes": "comes"}
