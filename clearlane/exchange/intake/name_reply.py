"""What a reply is called, by the scheme of the account that gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

COMPATIBLE = {
    "summary": "FS_HCFA_{number}_IN_C.txt",
    "999": "{number}_{submitted}_999.999",
    "ta1": "{number}_{submitted}_TA1.ta1",
    "277ca": "{user}_{number}_HCFA_277ca_{day}.txt",
    "277": "{number}_EDI_STATUS_HCFA_{day}.277",
    "835": "{number}_ERA_835_5010_{day}.835",
    "notice": "{number}_ERA_STATUS_5010_{day}.txt",
}
"""Names as the billing systems of today expect them, by kind of reply."""

CLEAN = {
    "summary": "{day}-{number}-{submitted}.summary.txt",
    "999": "{day}-{number}-{submitted}.999",
    "ta1": "{day}-{number}-{submitted}.ta1",
    "277ca": "{day}-{number}-{submitted}.277ca",
    "277": "{day}-{number}-{submitted}.277ca",
    "835": "{day}-{number}-{submitted}.835",
    "notice": "{day}-{number}-{submitted}.notice.txt",
}
"""Names that sort by day and say what they are."""

LONGEST_SUBMITTED = 120


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the file that is answered was called, its number, and the account that sent it with its scheme."""

    number: int
    name: str
    user: int | None
    username: str
    scheme: str


def name_reply(*, kind: str, submitted: Submitted | None, tenant: int, scheme: str, number: int, day: date) -> str:
    """The name of a reply of this kind; the submitted file's number stands in it, the reply's own where there is none.

    ``scheme`` is the tenant's, which holds where the account has none of its own.
    """
    names = COMPATIBLE if ((submitted and submitted.scheme) or scheme) == "compatible" else CLEAN
    return names[kind].format(
        number=submitted.number if submitted else number,
        submitted=safe(submitted.name) if submitted else "remittance",
        user=(submitted and submitted.username) or f"tenant{tenant}",
        day=f"{day:%Y%m%d}",
    )


def safe(name: str) -> str:
    """A submitted name as part of another: no folders, nothing that a file system minds."""
    last = name.rsplit("/", 1)[-1]
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in last)[:LONGEST_SUBMITTED]


def variant(name: str, n: int) -> str:
    """The name itself, or from the second on with a number before its extension."""
    stem, dot, extension = name.rpartition(".")
    return name if n == 1 else f"{stem}-{n}{dot}{extension}"
