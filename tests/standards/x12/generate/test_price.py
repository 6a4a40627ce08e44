"""Made services have a price (`generate.price`) that goes with what is done."""

from __future__ import annotations

import random

import pytest

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.from_guide import GuideOrder, set_lines
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.price import PRICES, price


class Never(random.Random):
    """Draws the last of everything, so that nothing is done twice."""

    def random(self) -> float:
        return 0.99


def priced(*segments: str, loop: str = "2400") -> list[str]:
    """The segments as they come out."""
    return [line.text().rstrip("~") for line in price([Line(one.split("*"), loop) for one in segments], Never())]


@pytest.mark.parametrize(
    ("head", "given", "told"),
    [
        ("CLM*A1*1***11:B:1", "SV1*HC:99213*7*UN*9***1", "SV1*HC:99213*125*UN*1***1"),
        ("CLM*A1*1***11:B:1", "SV1*HC:00790*7*MJ*9***1", "SV1*HC:00790*470*MJ*180***1"),
        ("CLM*A1*1***11:B:1", "SV1*HC:E0601*7*UN*9***1", "SV1*HC:E0601*7*UN*1***1"),
        ("CLM*A1*1***11:B:1", "SV3*AD:D1110*7****4", "SV3*AD:D1110*98****1"),
        ("CLM*A1*1***13:A:1", "SV2*0450**7*DA*9", "SV2*0450*HC:99284*1823.5*UN*2"),
        ("CLM*A1*1***11:A:1", "SV2*0450**7*DA*9", "SV2*0450**1224*UN*2"),
        ("CLM*A1*1***11:A:1", "SV2*0120**7*UN*9", "SV2*0120**3680*DA*2"),
        ("CLM*A1*1***13:A:1", "SV2*0999**7*UN*9", "SV2*0999**7*UN*9"),
        ("CLP*A1*1*7*7", "SVC*HC:85025*7*7**6", "SVC*HC:85025*23.75*7**1"),
        ("TRN*1*A1", "SVC*HC:85025*7*7**6", "SVC*HC:85025*7*7**6"),
        ("UM*HS", "SV1*HC:85025", "SV1*HC:85025"),
    ],
)
def test_a_service_costs_what_it_costs(head: str, given: str, told: str) -> None:
    assert priced(head, given)[1] == told


def test_a_tax_is_a_small_part_of_its_line() -> None:
    assert priced("CLM*A1*1***11:B:1", "SV1*HC:99213*7*UN*1", "AMT*T*500")[2] == "AMT*T*6.25"


def test_every_procedure_to_draw_from_has_a_price() -> None:
    drawn = {code for code, _ in (*pools.OFFICE, *pools.ADD_ONS, *pools.DENTAL)}
    assert drawn <= set(PRICES)
    assert min(PRICES.values()) > 0


def test_a_made_line_is_done_once_or_twice_at_its_price() -> None:
    lines = [line for line in set_lines(GuideOrder(kind="837p", seed=2, units=80)) if line.values[0] == "SV1"]
    known = [line.values for line in lines if line.values[1].split(":")[1] in PRICES and line.values[3] == "UN"]
    assert len(known) > 60
    for values in known:
        assert cents(values[2]) == PRICES[values[1].split(":")[1]] * int(values[4])
        assert values[4] in ("1", "2")
