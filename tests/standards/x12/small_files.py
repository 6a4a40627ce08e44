"""One small valid file of each kind that can be read, for tests that break it everywhere. All values are invented."""

from __future__ import annotations

import datetime as dt

from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import Claim277, Line277, Name277, Provider277, StatusText, Total277
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, check, counted, join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
WHO = x12.Identity(sender="CLEARLANE", receiver="SUBMITTER")


def one_claim() -> bytes:
    """An 837P with one claim of one line."""
    segments = [one.replace("CLM*A1*150", "CLM*A1*100") for one in lines()]
    start, end = segments.index("LX*2"), segments.index("SE*48*0001")
    return join(counted([*segments[:start], *segments[end:]]))


def answer_999() -> bytes:
    """The 999 to an 837P with an unknown code in one claim and a missing segment in another."""
    data = changed("HI*ABK:J020", "HI*QQQ:J020").replace(b"DTP*472*D8*20261112~", b"").replace(b"SE*48", b"SE*47")
    written = x12.acknowledge(check(data).interchanges[0], control=7, at=AT)
    assert written is not None
    return written


def answer_ta1() -> bytes:
    """The TA1 to that file's envelope."""
    written = x12.ta1(check(join(lines())).interchanges[0], control=8, at=AT, always=True)
    assert written is not None
    return written


def status(text: str, *, action: str = "WQ", amount: str = "100") -> StatusText:
    """One STC."""
    return (tuple(text.split(":")), "20261124", action, amount)


def answer_277ca(*statuses: StatusText) -> bytes:
    """A 277CA about one claim with one line, with these statuses of the claim."""
    name = Name277("QC", "DOE", "JANE", is_person=True, qualifier="MI", id="W1")
    line = Line277(("HC", "99213"), "100", "1", (status("A7:507", action="U", amount=""),), "L1", ("D8", "20261110"))
    said = statuses or (status("A2:20:PR"),)
    claim = Claim277(name, "A1", said, (("1K", "P1"), ("D9", "T1")), ("D8", "20261110"), (line,))
    total = Total277(1, 0, "100", "0")
    oak = Name277("85", "OAK FAMILY CARE", qualifier="XX", id="1234567893")
    one = x12.Acknowledgment277(
        reference="R1",
        at=AT,
        source=Name277("PR", "HARBOR MUTUAL", qualifier="PI", id="HARBOR"),
        source_trace="S1",
        received="20261124",
        processed="20261124",
        receiver=Name277("41", "OAK BILLING", qualifier="46", id="SUBMITTER"),
        receiver_trace="BATCH1",
        statuses=(status("A1:19:PR"),),
        total=total,
        providers=(Provider277(oak, total, (claim,), statuses=(((("A1", "19", "PR")), "", "WQ", "100"),)),),
    )
    return x12.write_277ca([one], identity=WHO, control=9, usage="P", at=AT)


FILES: dict[str, bytes] = {
    "837P": one_claim(),
    "835": join(lines(PAYMENT)),
    "999": answer_999(),
    "277CA": answer_277ca(),
    "TA1": answer_ta1(),
    "two interchanges": join(lines(PAYMENT), end="~\n") + answer_ta1(),
}
"""Each is accepted without a finding; CLAIMS and PAYMENT are the larger ones."""

__all__ = ["AT", "CLAIMS", "FILES", "PAYMENT", "WHO", "answer_277ca", "one_claim", "status"]
