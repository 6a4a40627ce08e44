"""The view by names: loops within loops, lists where the guide allows several."""

from __future__ import annotations

from typing import Any

from clearlane.standards.x12.to_json import to_records
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines


def views(data: bytes) -> list[dict[str, Any]]:
    return [one["names"] for one in to_records([data], names=True) if "set" in one]


CLAIMS = views(join(lines()))
MONEY = views(join(lines(PAYMENT)))


def test_a_claim_reads_by_its_names() -> None:
    (claim,) = CLAIMS[3]["claim"]
    assert claim["claim"]["total_charge"] == "150"
    assert claim["claim"]["place_and_frequency"] == {
        "place_of_service": "11", "kind_of_place": "B", "claim_frequency": "1",
    }  # fmt: skip
    assert claim["rendering_provider"]["name"]["npi"] == "1245319599"
    assert [line["line_number"]["line_number"] for line in claim["line"]] == ["1", "2"]
    assert claim["line"][0]["professional_service"]["procedure"]["procedure_code"] == "99213"


def test_a_level_is_a_list_with_what_stands_in_it() -> None:
    (level,) = CLAIMS[1]["billing_provider_level"]
    assert level["billing_provider"]["tax_id"]["tax_id"] == "123456789"
    assert level["level"]["level_number"] == "1"


def test_rows_that_may_repeat_are_lists() -> None:
    (contact,) = CLAIMS[0]["submitter"]["contact"]
    assert contact["contact_name"] == "EDI DESK"
    assert isinstance(CLAIMS[0]["submitter"]["name"], dict)


def test_a_payment_reads_by_its_names() -> None:
    (claim,) = MONEY[2]["claim"]
    assert claim["claim_payment"]["paid_amount"] == "120"
    assert claim["adjustments"][0]["adjustment_group"] == "PR"
    assert len(claim["line"]) == 2


def test_more_than_the_guide_allows_becomes_a_list() -> None:
    data = changed("CLM*A1", "CLM*A1*150***11:B:1*Y*A*Y*Y\nREF*EA*1\nREF*EA*2\nREF*EA*3")
    assert [one["medical_record_number"] for one in views(data)[3]["claim"][0]["medical_record_number"]] == [
        "1", "2", "3",
    ]  # fmt: skip


def test_what_is_no_row_of_its_loop_is_left_out() -> None:
    data = changed("HI*", "ZZZ*1\nREF*ZZ*1\nhi")
    claim = views(data)[3]["claim"][0]
    assert set(claim) == {"claim", "rendering_provider", "line"}


def test_positions_beyond_the_dictionary_have_their_numbers() -> None:
    data = changed("NTE", "") if b"NTE" in join(lines()) else changed("LX*1", "LX*1*2*3")
    assert views(data)[3]["claim"][0]["line"][0]["line_number"] == {
        "line_number": "1", "element_02": "2", "element_03": "3",
    }  # fmt: skip


def test_repetitions_and_unknown_components_keep_their_order() -> None:
    data = changed("DMG*D8*19800229", "DMG*D8*19800229*F**A:RET:1:2^B")
    named = views(data)[2]["subscriber_level"][0]["subscriber"]["birth_date_and_sex"]
    first, second = named[next(key for key in named if isinstance(named[key], list))]
    assert list(first.values()) == ["A", "RET", "1", "2"]
    assert "component_4" in first
    assert list(second.values()) == ["B"]
