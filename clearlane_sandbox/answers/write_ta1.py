"""TA1: what the payer thinks of the envelope."""

from __future__ import annotations

from datetime import datetime

from clearlane_sandbox.answers.envelope import Identity, isa
from clearlane_sandbox.submission import Interchange


def write_ta1(*, identity: Identity, control: int, at: datetime, about: Interchange, code: str, note: str) -> bytes:
    """One interchange without a group. ``code`` A or R, ``note`` the TA105 code."""
    lines = [
        isa(identity=identity, control=control, at=at),
        f"TA1*{about.control}*{about.isa[9]}*{about.isa[10]}*{code}*{note}",
        f"IEA*0*{control:09d}",
        "",
    ]
    return "~\n".join(lines).encode("latin-1")
