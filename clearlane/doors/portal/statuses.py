"""Every status that a page may show: its word, its colour role and its shape, always all three together.

The words and shapes are those of the design language; full shapes are final, rings are on the way, dashed is not there
yet. *Rejected* never reached adjudication, *Denied* did.
"""

from __future__ import annotations

from typing import NamedTuple


class Status(NamedTuple):
    """How a word is shown: ``role`` names the colour (``st--role``), ``icon`` the shape of the sprite."""

    role: str
    icon: str


CLAIM = {
    "Draft": Status("quiet", "draft"),
    "Received": Status("quiet", "received"),
    "Held": Status("warn", "held"),
    "Ready": Status("flow", "ready"),
    "Sent": Status("flow", "sent"),
    "Accepted": Status("flow", "accepted"),
    "Pending": Status("flow", "pending"),
    "Asked": Status("warn", "asked"),
    "Paid": Status("good", "paid"),
    "Partial": Status("warn", "partial"),
    "Patient": Status("quiet", "user"),
    "Denied": Status("bad", "denied"),
    "Reversed": Status("warn", "reversed"),
    "Rejected": Status("bad", "rejected"),
    "Replaced": Status("quiet", "replaced"),
    "Void": Status("quiet", "void"),
}
ELIGIBILITY = {
    "Active": Status("good", "paid"),
    "Inactive": Status("bad", "denied"),
    "Unclear": Status("warn", "warning"),
    "Not found": Status("warn", "unknown"),
    "Waiting": Status("flow", "pending"),
    "No answer": Status("quiet", "down2"),
}
REMITTANCE = {
    "Expected": Status("quiet", "draft"),
    "Balanced": Status("good", "balanced"),
    "Unbalanced": Status("bad", "unbalanced"),
    "Matched": Status("good", "matched"),
    "Unmatched": Status("warn", "unmatched"),
    "Posted": Status("good", "paid"),
}
FILE = {
    "Received": CLAIM["Received"],
    "Checking": Status("flow", "pending"),
    "Passed": Status("good", "paid"),
    "Held": CLAIM["Held"],
    "Mixed": Status("warn", "partial"),
    "Failed": Status("bad", "rejected"),
}
ENROLLMENT = {
    "Draft": CLAIM["Draft"],
    "Needed": Status("warn", "warning"),
    "Sent": CLAIM["Sent"],
    "Live": Status("good", "paid"),
    "Refused": Status("bad", "denied"),
}
PAYER_HEALTH = {
    "Up": Status("good", "paid"),
    "Slow": Status("warn", "pending"),
    "Down": Status("bad", "rejected"),
}
DISCOVERY = {
    "High": Status("good", "paid"),
    "Review": Status("warn", "partial"),
    "None": Status("quiet", "void"),
}
STATUS: dict[str, Status] = CLAIM | ELIGIBILITY | REMITTANCE | FILE | ENROLLMENT | PAYER_HEALTH | DISCOVERY
"""Word -> how it is shown. A word that is not here is a fault of the page that says it."""

BY = {"": "", "us": " by us", "payer": " by payer"}
"""Who did it, behind the word: ``Rejected by payer``."""
