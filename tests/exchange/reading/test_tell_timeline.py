"""What happened to a claim, in sentences, each with the message that proves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.reading.tell_timeline import _PROVED, _SENTENCES, Kept, Told, _prove
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import adjudicate, plant

AT = datetime(2026, 3, 10, tzinfo=UTC)
events = st.sampled_from([*_SENTENCES, "decided", "told"])
kinds = st.sampled_from(["out837", "999", "277ca", "835", "in837"])
seconds = st.integers(0, 1000)


def _told(event: str, at: int) -> Told:
    return Told(AT + timedelta(seconds=at), "Sent", event, "", None, None, event)


def _kept(seq: int, kind: str, at: int) -> Kept:
    return Kept(seq, kind, kind, AT + timedelta(seconds=at), 1, 2, "")


@given(st.lists(st.tuples(events, seconds)), st.lists(st.tuples(kinds, seconds)))
def test_every_message_stands_once_beside_an_event_that_it_can_prove(
    happened: list[tuple[str, int]], kept: list[tuple[str, int]]
) -> None:
    extracts = [_kept(n, kind, at) for n, (kind, at) in enumerate(kept, start=1)]
    kind_of = {one.seq: one.kind for one in extracts}
    proved = _prove([_told(event, at) for event, at in happened], list(extracts), "HARBOR")
    assert sorted(one.extract for one in proved if one.extract is not None) == sorted(kind_of)
    assert all(kind_of[one.extract] == _PROVED[one.event] for one in proved if one.extract and one.event != "kept")
    assert len([one for one in proved if one.event != "kept"]) == len(happened)
    assert [one.at for one in proved] == sorted(one.at for one in proved)


def test_the_nearest_message_proves_an_event() -> None:
    extracts = [_kept(1, "277ca", 100), _kept(2, "277ca", 11), _kept(3, "out837", 10)]
    proved = _prove([_told("send", 9), _told("payer_received", 10), _told("payer_rejected", 99)], extracts, "HARBOR")
    assert [(one.event, one.extract) for one in proved] == [("send", 3), ("payer_received", 2), ("payer_rejected", 1)]


def test_a_claims_sheet_tells_the_newest_first(tenant: MakeTenant, as_role: AsRole, owner: Any) -> None:
    from clearlane.exchange.reading.view_claim import view_claim
    from clearlane.foundation.tenancy.scope import scope

    mine = tenant()
    with as_role("flow"):
        planted = plant(submitter=mine)
        adjudicate(planted, ("1", 9_000, 500))
    owner.execute("UPDATE exchange_claims_claim SET set_id = (SELECT id FROM exchange_interchanges_transactionset)")
    with as_role("web"), scope([mine], by="user:1"):
        sheet = view_claim(claim_id=planted.claim, by="user:1")
        assert view_claim(claim_id=planted.file, by="user:1") is None
    assert sheet is not None
    assert [one.at for one in sheet.told] == sorted((one.at for one in sheet.told), reverse=True)
    decided = next(one for one in sheet.told if one.event == "decided")
    assert decided.text == "Charged $125.00, pays $90.00, patient owes $5.00."
    assert {"Passed every check", "Told to the sender in a 277CA"} <= {one.headline for one in sheet.told}


@pytest.mark.parametrize("event", _SENTENCES)
def test_every_sentence_is_short_and_has_a_word_with_a_shape(event: str) -> None:
    from clearlane.doors.portal.statuses import STATUS

    word, sentence = _SENTENCES[event]
    assert word in STATUS
    assert len(sentence) <= 60
