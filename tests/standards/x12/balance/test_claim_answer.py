"""What a 277CA says twice (`balance.claim_answer`): categories and actions, and totals against what follows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from clearlane.standards.x12.balance import claim_answer
from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from tests.standards.x12.balance.balance_texts import told
from tests.standards.x12.x12_texts import ISA, counted, join

HEAD = """GS*HN*A1*CLEARLANE*20261124*0930*101*X*005010X214
ST*277*0001*005010X214
BHT*0085*08*R1*20261124*1015*TH
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
TRN*1*S1
DTP*050*D8*20261124
DTP*009*D8*20261124""".split("\n")
TAIL = ["SE*1*0001", "GE*1*101", "IEA*1*000000101"]
SUMS = ["QTY*90*2", "QTY*AA*1", "AMT*YU*210", "AMT*YY*80"]
TAKEN, REFUSED = "A2:20*20261124*WQ", "A7:164*20261124*U"


def receiver(*totals: str, status: str = "A1:19*20261124*WQ*290", has_more: bool = True) -> list[str]:
    return [f"HL*2*1*21*{int(has_more)}", "NM1*41*2*OAK BILLING*****46*SUB", "TRN*2*BATCH1", f"STC*{status}", *totals]


def provider(number: int, *totals: str, has_more: bool = True) -> list[str]:
    head = [f"HL*{number}*2*19*{int(has_more)}", "NM1*85*2*OAK FAMILY CARE*****XX*1234567893"]
    return [*head, "TRN*1*0", "STC*A1:19**WQ*290", *totals]


def patient(number: int, parent: int, *statuses: str) -> list[str]:
    """A patient with one claim. statuses: its own; behind a slash those of a line."""
    head = [f"HL*{number}*{parent}*PT", "NM1*QC*1*DOE*JANE****MI*W1", f"TRN*2*C{number}"]
    own = [f"STC*{one}" for one in statuses if not one.startswith("/")]
    lines = [f"STC*{one[1:]}" for one in statuses if one.startswith("/")]
    return [*head, *own, "DTP*472*D8*20261110", *(["SVC*HC:99213*150"] if lines else []), *lines]


def file(*parts: Sequence[str]) -> bytes:
    return join(counted([ISA, *HEAD, *(one for part in parts for one in part), *TAIL]))


CLAIMS = [
    *patient(4, 3, f"{TAKEN}*150"), *patient(5, 3, f"{TAKEN}*60"), *patient(6, 3, f"{REFUSED}*80"),
]  # fmt: skip


def test_totals_that_are_what_follows_are_not_told() -> None:
    assert told(file(receiver(*SUMS), provider(3, "QTY*QA*2", "QTY*QC*1", *SUMS[2:]), CLAIMS)) == []


WRONG = [
    ("QTY*90*7", "2200B QTY02 claim_count"),
    ("QTY*90*1", "2200B QTY02 claim_count"),
    ("QTY*AA*0", "2200B QTY02 claim_count"),
    ("AMT*YU*999", "2200B AMT02 claim_amount"),
    ("AMT*YY*79.99", "2200B AMT02 claim_amount"),
    ("QTY*90*02", ""),
    ("AMT*YU*210.00", ""),
]


@pytest.mark.parametrize(("total", "expected"), WRONG)
def test_each_total_of_a_receiver_is_compared(total: str, expected: str) -> None:
    totals = [total if one[:6] == total[:6] else one for one in SUMS]
    assert "; ".join(told(file(receiver(*totals), provider(3), CLAIMS))) == expected


@pytest.mark.parametrize(("amount", "expected"), [("9" * 18, []), ("9" * 15, ["2200B AMT02 claim_amount"])])
def test_a_sum_that_no_amount_can_hold_is_not_missed(amount: str, expected: list[str]) -> None:
    claims = [*patient(4, 3, f"{TAKEN}*{amount}"), *patient(5, 3, f"{TAKEN}*{amount}")]
    assert told(file(receiver("AMT*YU*" + "9" * 18), provider(3), claims)) == expected


def test_each_provider_has_totals_of_his_own() -> None:
    first, second = provider(3, "QTY*QA*1", "AMT*YU*150"), provider(5, "QTY*QA*2", "AMT*YU*60")
    data = file(receiver(*SUMS[::2]), first, patient(4, 3, f"{TAKEN}*150"), second, patient(6, 5, f"{TAKEN}*60"))
    assert told(data) == ["2200C QTY02 claim_count"]


def test_claims_of_a_level_that_is_answered_as_a_whole_do_not_follow() -> None:
    refused = provider(3, "QTY*QC*5", has_more=False)
    assert told(file(receiver("QTY*90*1", "QTY*AA*6"), refused, provider(4), patient(5, 4, f"{TAKEN}*1"))) == []
    assert told(file(receiver("QTY*90*1", "QTY*AA*6", has_more=False))) == []


def test_who_lists_refused_claims_alone_counts_the_others_all_the_same() -> None:
    assert told(file(receiver(*SUMS), provider(3), patient(4, 3, f"{REFUSED}*80"))) == []


def test_more_claims_than_are_counted_are_told_even_beside_a_level_that_lists_none() -> None:
    data = file(receiver("QTY*90*1"), provider(3, has_more=False), provider(4), *(
        patient(number, 4, f"{TAKEN}*1") for number in (5, 6)
    ))  # fmt: skip
    assert told(data) == ["2200B QTY02 claim_count"]


def test_a_claim_of_both_actions_proves_nothing_of_its_levels() -> None:
    both = patient(4, 3, f"{TAKEN}*150", "A1:20*20261124*U*150")
    assert "action" not in "".join(told(file(receiver("QTY*90*3"), provider(3), patient(5, 3, f"{TAKEN}*1"), both)))
    assert told(file(receiver("QTY*90*1"), provider(3), both)) == []


CONTRARY = [
    (f"{TAKEN}*1", ""),
    (f"{REFUSED}*1", ""),
    ("A7:164*20261124*WQ*1", "2200D STC03 action"),
    ("A3:164*20261124*WQ*1", "2200D STC03 action"),
    ("A2:20*20261124*U*1", "2200D STC03 action"),
    ("A1:20*20261124*U*1", ""),
    ("A0:20*20261124*WQ*1", ""),
    ("F1:164*20261124*U*1", "2200D STC01 category"),
    ("P1:20*20261124*WQ*1", "2200D STC01 category"),
]


@pytest.mark.parametrize(("status", "expected"), CONTRARY)
def test_category_and_action_say_the_same(status: str, expected: str) -> None:
    data = file(receiver(), provider(3), patient(4, 3, status))
    assert "; ".join(told(data)) == expected
    assert list(check([data], tier=Tier.EXPLAIN)) == list(check([data]))


def test_lines_and_levels_are_looked_at_too() -> None:
    line = patient(4, 3, f"{REFUSED}*1", "/F1:164**U")
    assert told(file(receiver(), provider(3), line)) == ["2220D STC01 category"]
    assert told(file(receiver(status="A6:19*20261124*WQ*1"), provider(3), line[:-2])) == ["2200B STC03 action"]


def test_a_claim_that_contradicts_itself_is_on_no_side_of_the_totals() -> None:
    data = file(receiver("QTY*AA*1"), provider(3), patient(4, 3, "A7:164*20261124*WQ*1"))
    assert told(data) == ["2200D STC03 action"]


def test_of_totals_beside_a_claim_that_cannot_be_read_nothing_is_told() -> None:
    odd = patient(5, 3, "A2:20*20261124*XX*1")
    assert told(file(receiver("QTY*90*7"), provider(3), patient(4, 3, f"{TAKEN}*1"), odd)) == ["2200D STC03 bad_code"]


def test_what_is_kept_until_the_end_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [provider(number, "QTY*QA*2") + patient(number + 1, number, f"{TAKEN}*1") for number in range(3, 23, 2)]
    data = file(receiver(), *levels)
    assert len(told(data)) == 10
    monkeypatch.setattr(claim_answer, "MOST_KEPT", 4)
    assert len(told(data)) == 4


@pytest.mark.usefixtures("blocks_at_once")
def test_each_tier_tells_the_same_of_many_claims() -> None:
    levels = [
        [*provider(at, "QTY*QC*3"), *patient(at + 1, at, f"{REFUSED}*1", "/A7:507**U"), *patient(at + 2, at, status)]
        for at, status in zip(range(3, 93, 3), [f"{REFUSED}*1", "F1:20*20261124*WQ*1"] * 15, strict=True)
    ]
    data = file(receiver("QTY*AA*5"), *levels)
    by_rows = list(check([data], tier=Tier.EXPLAIN))
    assert list(check([data])) == list(check([data], tier=Tier.ROW)) == by_rows
    for expected, count in (
        ("2200D STC01 category", 15),
        ("2200C QTY02 claim_count", 15),
        ("2200B QTY02 claim_count", 1),
    ):
        assert sum(one == expected for one in told(data)) == count
