"""Ambulance transport (`balance.ambulance`): what a claim must say of the trip, and codes that are no transport."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Severity
from tests.standards.x12.balance.balance_texts import claim, claim_file

TRIP = "CR1****A*DH*12"
START = "NM1*PW*2\nN3*1 MAIN ST\nN4*BOISE*ID*83702"
END = "NM1*45*2\nN3*9 ELM ST\nN4*BOISE*ID*83702"


def transport(code: str, *, trip: str = "", places: str = "") -> bytes:
    """A claim with one line of this procedure."""
    segments = claim(10000, [10000])
    segments[1:1] = trip.split("\n") if trip else []
    at = segments.index("LX*1")
    segments[at:at] = places.split("\n") if places else []
    return claim_file([one.replace("HC:99213", code) for one in segments])


CASES: dict[str, tuple[str, str, str]] = {
    "all of it": (TRIP, f"{START}\n{END}", ""),
    "no trip": ("", f"{START}\n{END}", "how the trip was (CR1)"),
    "no end": (TRIP, START, "where it ended (2310F or 2420H)"),
    "no start": (TRIP, END, "where it began (2310E or 2420G)"),
    "neither": (TRIP, "", "where it began (2310E or 2420G) or where it ended (2310F or 2420H)"),
    "nothing": (
        "",
        "",
        "how the trip was (CR1), where it began (2310E or 2420G) or where it ended (2310F or 2420H)",
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("code", ["HC:A0425", "HC:A0429:QM", "HC:A0436"])
def test_a_transport_says_the_trip_and_its_two_places(name: str, code: str) -> None:
    trip, places, expected = CASES[name]
    data = transport(code, trip=trip, places=places)
    found = x12.report([data]).findings
    assert [one.expected for one in found] == ([expected] if expected else [])
    assert all((one.rule, one.level, one.severity) == ("service.ambulance", 6, Severity.WARNING) for one in found)
    assert all(data[one.place.offset or 0 :].startswith(b"SV1*") for one in found)
    assert list(check([data])) == list(check([data], tier=Tier.EXPLAIN))


@pytest.mark.parametrize("code", ["HC:A0424", "HC:A0437", "HC:A0420", "HC:A04255", "HC:99213", "WK:A0429"])
def test_other_services_say_nothing_of_a_trip(code: str) -> None:
    assert not any(one.rule == "service.ambulance" for one in x12.report([transport(code)]).findings)


def test_a_line_may_say_it_by_itself() -> None:
    whole = transport("HC:A0427").replace(b"DTP*472*D8*20261110~", b"CR1****A*DH*12~DTP*472*D8*20261110~")
    places = f"{START}\n{END}".replace("\n", "~").encode() + b"~"
    at = whole.index(b"~SE*") + 1
    data = whole[:at] + places + whole[at:]
    assert [one.rule for one in x12.report([data]).findings if "se_count" not in one.rule] == []
