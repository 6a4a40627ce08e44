"""Each guide text alone makes a whole set, and that set is judged by us and by pyx12."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, interchange
from tests.standards.guides.pyx12_verdict import pyx12_verdict
from tests.standards.guides.read_pyx12 import FILES

GUIDES = sorted(VERSIONS)
JUDGED = sorted(set(GUIDES) & set(FILES) - {"277.txt"})
"""What pyx12 can read. Its map of the 277 is only a list of facts: levels lie side by side, and no SE ends them."""
THEIR_DEFECTS = {
    "837p.txt": ("(AB) is not a valid code for Attachment Transmission Code (PWK02)",),
    "837i.txt": ("not found.  Started at /ISA_LOOP/GS_LOOP/ST_LOOP/DETAIL/2000A/2000B/2300/2400/2430/AMT",),
    "999.txt": ("Segment CTX exceeded max count.  Found 2, should have 1",),
    "277ca.txt": ('"Free-Form Message Text" (STC12) is marked as Not Used',),
}
"""pyx12 looks at element 01 only and so takes the second PWK for the first, and one CTX for the other.

STC12: docs/guides/disagreements.md. In its map of 837I no patient level may follow a claim of the subscriber.
"""


@pytest.mark.parametrize("name", GUIDES)
def test_a_set_with_every_row_and_element_has_no_finding(name: str) -> None:
    report = x12.report([interchange(full_set(name), name)], beyond_guide=False)
    assert report.findings == ()


@pytest.mark.parametrize("name", GUIDES)
def test_a_set_with_every_row_has_every_row_of_the_guide(name: str) -> None:
    from clearlane.standards.x12.proof.full_set import guide_of

    assert {id(line.spec) for line in full_set(name)} == {id(row) for row in guide_of(name).rows()}


@pytest.mark.parametrize("name", JUDGED)
def test_pyx12_accepts_the_same_set(name: str) -> None:
    verdict = pyx12_verdict(interchange(full_set(name), name))
    known = THEIR_DEFECTS.get(name, ())
    assert [one for one in verdict.problems if not one.endswith(known)] == []
    assert verdict.accepted is (name not in THEIR_DEFECTS)


def test_pyx12_refuses_a_set_without_a_required_row() -> None:
    lines = [line for line in full_set("835.txt") if line.values[0] != "TRN"]
    assert pyx12_verdict(interchange(lines, "835.txt")).accepted is False


ERRATA = {"837p.txt": b"005010X222A2", "837i.txt": b"005010X223A3", "837d.txt": b"005010X224A3"}


@pytest.mark.parametrize("name", ERRATA)
def test_a_later_erratum_reads_what_the_adopted_guide_reads(name: str) -> None:
    data = interchange(full_set(name), name).replace(VERSIONS[name].encode(), ERRATA[name])
    assert x12.report([data], beyond_guide=False).findings == ()
