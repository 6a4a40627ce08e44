"""The facts beside a claim add up: cuts, shares and payments of all decisions, lines beside what was said of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.claim_facts import show_evidence, show_money, show_people, show_services
from clearlane.doors.portal.pages.claim_segments import show_segments
from clearlane.doors.portal.pages.claim_told import show_cards, show_events
from clearlane.doors.portal.parts import Segment
from clearlane.doors.portal.statuses import STATUS
from clearlane.doors.portal.wording.amounts import MINUS, money
from clearlane.exchange.reading.explain_claim import Reason
from clearlane.exchange.reading.plain_codes import GROUPS
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.exchange.reading.tell_timeline import Kept, Told
from clearlane.standards.x12.name_elements import Names

ID = UUID("01a22057-a2b7-70e3-8eb5-f1c98dd3e12e")
AT = datetime(2026, 3, 10, 6, 41, tzinfo=UTC)
CENTS = st.integers(-(10**8), 10**8)
CUTS = st.lists(
    st.tuples(st.sampled_from(sorted(GROUPS)), st.sampled_from(["45", "1", "197", "999"]), CENTS, st.just("")),
    max_size=3,
).map(lambda cuts: [list(cut) for cut in cuts])
LINES = st.lists(st.fixed_dictionaries({"charge": CENTS, "paid": CENTS, "adjustments": CUTS}), max_size=3)
DECISIONS = st.lists(
    st.builds(
        lambda paid, patient, cuts, lines, check: SimpleNamespace(
            paid=paid, patient=patient, check=check, body={"adjustments": cuts, "lines": lines}
        ),
        CENTS, CENTS, CUTS, LINES, st.sampled_from(["", "CHK-1", "CHK-2"]),
    ),
    max_size=4,
)  # fmt: skip
CHARGES = st.lists(st.integers(0, 10**7), max_size=4)


def read(text: str) -> int:
    """The cents of an amount as it is shown."""
    amount = int(re.sub(r"\D", "", text))
    return -amount if text.startswith(MINUS) else amount


def sheet(decisions: Any = (), charges: Any = (12_500,), **around: Any) -> Any:
    lines = tuple(
        SimpleNamespace(number=n, procedure="99213", modifiers="", service_from=date(2026, 3, 1), cents=cents)
        for n, cents in enumerate(charges, start=1)
    )
    named = {
        "decisions": decisions, "client": "Elm Street", "sender": "Elm Street", "payer": "Harbor Mutual",
        "birth_date": date(1980, 2, 29), "linked_at": None,
    }  # fmt: skip
    claim = SimpleNamespace(
        id=ID, total_cents=sum(charges), lines=lines, patient_last="SMITH", patient_first="ANN", member_id="HM1",
        billing_npi="1100733579", payer="HARBOR", file_id=ID, word="Sent", state="sent",
    )  # fmt: skip
    return SimpleNamespace(claim=claim, around=SimpleNamespace(**(named | around)), text=None, extracts=())


@given(DECISIONS)
def test_the_sums_beside_a_claim_are_those_of_all_its_decisions(decisions: list[Any]) -> None:
    facts = {fact.term: fact for fact in show_money(sheet(decisions))}
    if not decisions:
        assert facts["Paid by payer"].value == "not yet"
        return
    assert read(facts["Paid by payer"].value) == sum(each.paid for each in decisions)
    assert read(facts["Patient owes"].value) == sum(each.patient for each in decisions)
    parts = [part for each in decisions for part in (each.body, *each.body["lines"])]
    sums: dict[str, int] = {}
    for part in parts:
        for group, code, cents, _ in part["adjustments"]:
            sums[f"{group}-{code}"] = sums.get(f"{group}-{code}", 0) + cents
    shown = {term: -read(fact.value) for term, fact in facts.items() if term in sums}
    assert shown == {name: cents for name, cents in sums.items() if cents}


@given(DECISIONS)
def test_each_check_is_named_once(decisions: list[Any]) -> None:
    fact = show_money(sheet(decisions))[-1]
    checks = [check for check in fact.second.split(", ") if check]
    assert sorted(checks) == sorted({each.check for each in decisions if each.check})


def test_what_was_paid_and_taken_back_leaves_no_cut_and_nothing_paid() -> None:
    cut = [["CO", "45", 3_000, ""]]
    back = [["CO", "45", -3_000, ""]]
    decisions = [
        SimpleNamespace(paid=paid, patient=0, check="", body={"lines": [{"adjustments": cuts}]})
        for paid, cuts in ((9_500, cut), (-9_500, back))
    ]
    assert [(fact.term, fact.value) for fact in show_money(sheet(decisions))] == [
        ("Charged", "$125.00"), ("Patient owes", "$0.00"), ("Paid by payer", "$0.00"),
    ]  # fmt: skip


@given(CHARGES, DECISIONS)
def test_every_line_that_was_sent_stands_there_with_what_the_last_decision_says(
    charges: list[int], decisions: list[Any]
) -> None:
    services = show_services(sheet(decisions, charges))
    assert [(one.number, one.charge) for one in services] == list(enumerate(charges, start=1))
    lines = decisions[-1].body["lines"] if decisions else []
    for n, service in enumerate(services):
        assert service.paid == (lines[n]["paid"] if n < len(lines) else None)
        said = [(cut.code, cut.cents) for cut in service.cuts]
        cuts = lines[n]["adjustments"] if n < len(lines) else []
        assert said == [(f"{group}-{code}", cents) for group, code, cents, _ in cuts]


@pytest.mark.parametrize(("client", "sender", "has_clients", "told"), [
    ("Elm", "Elm", False, False), ("Elm", "Elm", True, True), ("Elm", "Northstar", False, True),
])  # fmt: skip
def test_who_sent_a_claim_is_told_where_it_may_be_another(
    client: str, sender: str, has_clients: bool, told: bool
) -> None:
    facts = {
        fact.term: fact
        for fact in show_people(sheet(client=client, sender=sender), has_clients=has_clients, zone="UTC")
    }
    assert ("Sent by" in facts) == told
    assert (facts["Billing"].value, facts["Billing"].second) == (client, "1100733579")


def test_people_without_a_name_or_a_birthday_are_told_as_not_stated() -> None:
    one = sheet(birth_date=None)
    one.claim.patient_last = one.claim.patient_first = one.claim.member_id = ""
    facts = {fact.term: fact for fact in show_people(one, has_clients=False, zone="UTC")}
    assert (facts["Patient"].value, facts["Patient"].second, facts["Member ID"].value) == (
        "not stated", "", "not stated",
    )  # fmt: skip
    born = {fact.term: fact for fact in show_people(sheet(), has_clients=False, zone="UTC")}["Patient"]
    assert (born.value, born.second) == ("SMITH, ANN", "born 02/29/1980")


def test_evidence_leads_to_each_message_that_is_kept() -> None:
    one = sheet()
    one.extracts = tuple(Kept(seq, "999", "999", AT, 1, 2, "ab") for seq in (1, 4, 2))
    shown = show_evidence(one)
    assert [proved.kept.seq for proved in shown] == [1, 4, 2]
    assert [proved.href for proved in shown] == [f"/claims/{ID}/messages/{seq}" for seq in (1, 4, 2)]


REASONS = st.lists(
    st.builds(
        Reason, headline=st.text(max_size=5), what=st.just("w"), why=st.just("y"), todo=st.just("t"),
        severity=st.sampled_from(["bad", "warn", "note"]), cites=st.just(("c",)), segment=st.integers(0, 30),
    ),
    max_size=6,
)  # fmt: skip


@given(REASONS)
def test_the_worst_reasons_stand_first_each_once_and_lead_to_their_segment(reasons: list[Reason]) -> None:
    cards = show_cards(SimpleNamespace(reasons=tuple(reasons)))  # type: ignore[arg-type]
    ordered = [one for how in ("bad", "warn", "note") for one in reasons if one.severity == how]
    assert [(card.headline, card.severity) for card in cards] == [(one.headline, one.severity) for one in ordered]
    assert [card.id for card in cards] == [f"finding-{n}" for n in range(1, len(reasons) + 1)]
    for card, reason in zip(cards, ordered, strict=True):
        assert [link.href for link in card.links] == (
            [f"#segment-{reason.segment}"] if reason.segment and reason.severity != "note" else []
        )


@given(REASONS)
def test_a_card_leads_to_a_segment_exactly_where_the_text_is_marked(reasons: list[Reason]) -> None:
    names = Names("Row", ())
    segments = tuple(ReadSegment(n, "", ("REF", "A"), names) for n in range(1, 31))
    one: Any = SimpleNamespace(
        reasons=tuple(reasons), text=SimpleNamespace(segments=segments), claim=SimpleNamespace(first_segment=1)
    )
    lines = show_segments(one, all_of_it=True, here="", keep=QueryDict())
    led = {link.href for card in show_cards(one) for link in card.links}
    assert led == {f"#segment-{line.number}" for line in lines if isinstance(line, Segment) and line.hit}


@pytest.mark.parametrize(
    ("told", "href", "of_others"),
    [
        ({"event": "born", "extract": 0}, f"/files/{ID}", f"/claims/{ID}/messages/0"),
        ({"event": "send", "extract": 3}, f"/claims/{ID}/messages/3", f"/claims/{ID}/messages/3"),
        ({"event": "told", "mail": ID}, f"/mailbox/{ID}", ""),
        ({"event": "pass"}, "", ""),
    ],
)
def test_an_event_leads_to_what_proves_it_and_who_may_see_that(told: dict[str, Any], href: str, of_others: str) -> None:
    one = sheet()
    one.around.file_tenant = 7
    one.told = (Told(AT, "Sent", "headline", "text", **told),)
    (event,), (for_others,) = show_events(one, asker=7), show_events(one, asker=8)
    assert (event.href, bool(event.link)) == (href, bool(href))
    assert (for_others.href, bool(for_others.link)) == (of_others, bool(of_others))
    assert (event.role, event.icon, event.at) == (*STATUS["Sent"], AT)


@given(CENTS)
def test_an_amount_beside_a_claim_is_written_as_everywhere(cents: int) -> None:
    assert read(money(cents)) == cents


@pytest.mark.parametrize(("word", "paid"), [("Sent", "not yet"), ("Rejected", "nothing: not taken in")])
def test_what_was_never_taken_in_is_not_waited_for(word: str, paid: str) -> None:
    one = sheet()
    one.claim.word = word
    assert [fact.value for fact in show_money(one)] == ["$125.00", paid]
