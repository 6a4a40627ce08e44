"""Edit 40: a duplicate is held where the earlier claim lives, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from clearlane.exchange.claims.states import STATES
from tests.exchange.edits.judging import in_short, known, rule, said, typed

NEVER_BLOCKS = {"dead", "rejected", "withdrawn", "rejected_by_payer"}
IN_PROCESS = ["hold A3:78 at 2300 CLM"]
DECIDED = ["hold A3:54 at 2300 CLM"]


@pytest.mark.parametrize(("state", "adjudicated"), [*product(STATES, [False, True])])
def test_an_earlier_claim_blocks_in_every_state_but_the_refused_ones(state: str, adjudicated: bool) -> None:
    given = f"earlier typical claim: {state}{' adjudicated' if adjudicated else ''}"
    expected = [] if state in NEVER_BLOCKS else DECIDED if adjudicated else IN_PROCESS
    assert in_short(said("duplicate_claim", given=[given])) == expected


@pytest.mark.parametrize(("mine", "theirs"), [*product("PT", ["", " test"])])
def test_a_test_blocks_nothing_and_is_blocked_by_nothing(mine: str, theirs: str) -> None:
    found = said("duplicate_claim", given=[f"earlier typical claim: sent{theirs}"], usage=mine)
    assert in_short(found) == (IN_PROCESS if mine == "P" and not theirs else [])


@pytest.mark.parametrize("modifier", ["76", "77", "59", "91"])
def test_a_service_that_was_given_twice_says_so_by_its_modifier(modifier: str) -> None:
    lines = (f"2400 SV1*HC:99213:{modifier}*150*UN*1***1:2", f"2400/2 SV1*HC:85025:{modifier}*75*UN*1***3")
    assert said("duplicate_claim", *lines, given=["earlier same claim: sent"]) == ()


@pytest.mark.parametrize("frequency", ["7", "8"])
def test_a_correction_is_no_duplicate(frequency: str) -> None:
    head = f"2300 CLM*ACCT1001*225***11:B:{frequency}*Y*A*Y*Y"
    assert said("duplicate_claim", head, given=["earlier same claim: sent"]) == ()


def test_an_earlier_claim_of_other_services_blocks_nothing() -> None:
    line = "2400 SV1*HC:99214:25*150*UN*1***1:2"
    assert said("duplicate_claim", line, given=["earlier typical claim: sent"]) == ()


def test_one_living_claim_among_refused_ones_is_enough() -> None:
    facts = known("earlier typical claim: sent")
    ((mark, (living,)),) = facts.earlier.items()
    refused = replace(living, state="rejected", patient_control_number="REFUSED")
    among = replace(facts, earlier={mark: (refused, living)})
    (finding,) = rule("duplicate_claim").check(claim=typed(), facts=among)
    assert "ACCT0900" in finding.what
    none = replace(facts, earlier={mark: (refused, refused)})
    assert rule("duplicate_claim").check(claim=typed(), facts=none) == ()


def test_the_sentence_names_the_earlier_claim_and_its_day() -> None:
    (finding,) = said("duplicate_claim", given=["earlier typical claim: sent"])
    assert "ACCT0900, received on 06/03/2026; it is still in process" in finding.what
    assert finding.found == "EARLIER"
