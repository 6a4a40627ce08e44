"""What the payer puts around its answers, and how it writes names and amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane_sandbox.answers.envelope import Identity, close_set, dollars, envelope, isa, name, reply_identity
from clearlane_sandbox.read_837 import read_837
from tests.sandbox.conftest import NOON
from tests.standards.x12.small_files import one_claim

US = Identity("ZZ", "HARBOR", "30", "SUBMITTER", "HARBORAPP", "CLINICAPP", "T")
TA1 = ["TA1*000000101*261124*0930*A*000"]


@given(st.integers(-(10**12), 10**12))
@settings(deadline=None)
def test_dollars_are_read_back_to_the_cent(cents: int) -> None:
    text = dollars(cents)
    assert Decimal(text) * 100 == cents
    assert not ("." in text and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0"), (1, "0.01"), (10, "0.1"), (100, "1"), (150, "1.5"), (199, "1.99"), (-5, "-0.05"), (-100, "-1")],
)
def test_dollars_are_written_without_zeros_at_the_end(cents: int, text: str) -> None:
    assert dollars(cents) == text


NAMES = {
    "NM1*QC*1*DOE*ANN": name("QC", person=True, last="DOE", first="ANN"),
    "NM1*QC*1*DOE": name("QC", person=True, last="DOE"),
    "NM1*QC*2*OAK": name("QC", person=False, last="OAK", first="ANN"),
    "NM1*QC*1*DOE*ANN****MI*W1": name("QC", person=True, last="DOE", first="ANN", qualifier="MI", id="W1"),
    "NM1*QC*2******PI*P": name("QC", person=False, last="", qualifier="PI", id="P"),
    "NM1*QC*1": name("QC", person=True, last=""),
}


@pytest.mark.parametrize("segment", NAMES)
def test_a_name_ends_with_its_last_value(segment: str) -> None:
    assert NAMES[segment] == segment


def test_a_set_is_closed_with_its_count_and_number() -> None:
    assert close_set(["ST*999*0042", "AK1*HC*1"])[-1] == "SE*3*0042"


def test_an_isa_has_its_fixed_width_whatever_the_ids() -> None:
    for one in (US, Identity("1", "A" * 20, "ZZ", "", "", "", "P")):
        assert len(isa(identity=one, control=7, at=NOON)) == 105


def test_an_envelope_holds_its_sets_and_counts_them() -> None:
    sets = [
        ["ST*999*0001*005010X231A1", "AK1*HC*1", "AK9*A*1*1*1"],
        ["ST*999*0002*005010X231A1", "AK1*HC*2", "AK9*A*1*1*1"],
    ]
    data = envelope(identity=US, control=7, at=NOON, functional="FA", version="005010X231A1", sets=sets)
    (interchange,) = x12.report([data]).interchanges
    assert [one.rule for one in x12.report([data]).findings if one.unit in ("interchange", "group")] == []
    assert (interchange.sender, interchange.receiver, interchange.usage) == ("HARBOR", "SUBMITTER", "T")
    (group,) = interchange.groups
    assert (group.sender, group.receiver, group.control, group.sets_included) == ("HARBORAPP", "CLINICAPP", "7", 2)


def test_an_answer_goes_the_way_back() -> None:
    (sent,) = read_837(one_claim())
    back = reply_identity(to=sent)
    assert (back.sender, back.receiver, back.usage) == ("CLEARLANE", "SUBMITTER", "P")
    assert (back.group_sender, back.group_receiver) == ("CLEARLANE", "SUBMITTER")


def test_an_answer_may_go_to_somebody_else() -> None:
    (sent,) = read_837(one_claim())
    assert reply_identity(to=sent, wrong_receiver=True).receiver == "SOMEBODYELSE"


def test_an_answer_to_an_interchange_without_groups_uses_the_interchanges_ids() -> None:
    (sent,) = read_837("~".join([one_claim()[:105].decode(), *TA1, "IEA*0*000000101", ""]).encode())
    back = reply_identity(to=sent)
    assert (back.group_sender, back.group_receiver) == ("CLEARLANE", "SUBMITTER")
