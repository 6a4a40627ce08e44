"""Every public sample is counted by three verdicts, and each on which they differ is explained by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards import x12
from tests.standards.guides.count_samples import (
    EXPECTED,
    NOT_SUPPORTED,
    OURS,
    PAGE,
    PYX12S,
    TABLE,
    Sample,
    draw_table,
    judge_as_pyx12_does,
    judge_as_we_do,
    read_manifest,
    read_records,
)
from tests.standards.guides.full_set import full_set, interchange
from tests.standards.guides.test_samples import DECIDED, RECORDED

RECORDS = read_records()
ELSEWHERE = {file for _, file in RECORDED}
"""Files whose verdicts another test holds."""
LEFT = [one for one in RECORDS if one.file not in ELSEWHERE]
GOOD = interchange(full_set("999.txt"), "999.txt")


def test_the_table_of_the_page_is_the_count_of_the_records() -> None:
    found = TABLE.findall(PAGE.read_text("utf-8"))
    assert found == [draw_table(RECORDS)]


def test_every_file_of_the_collection_is_counted(samples: Path) -> None:
    assert {one.file: one.expected for one in RECORDS} == read_manifest(samples)


def test_the_two_records_of_our_verdict_agree() -> None:
    ours = {one.file: one.ours for one in RECORDS}
    assert {file: ours[file] for _, file in RECORDED} == {file: verdict for verdict, file in RECORDED}


@pytest.mark.parametrize("one", LEFT, ids=[one.file for one in LEFT])
def test_a_sample_of_no_guide_has_its_recorded_verdict(one: Sample, samples: Path) -> None:
    assert judge_as_we_do((samples / one.file).read_bytes()) == one.ours


@pytest.mark.slow
@pytest.mark.parametrize("one", LEFT, ids=[one.file for one in LEFT])
def test_pyx12_says_of_a_sample_of_no_guide_what_was_recorded(one: Sample, samples: Path) -> None:
    assert judge_as_pyx12_does((samples / one.file).read_bytes()) == one.pyx12


def test_every_verdict_is_one_that_the_table_counts() -> None:
    assert {one.expected for one in RECORDS} <= set(EXPECTED)
    assert {one.ours for one in RECORDS} <= set(OURS)
    assert {one.pyx12 for one in RECORDS} <= set(PYX12S)


def test_every_disputed_sample_is_explained_by_name() -> None:
    disputed = [one for one in RECORDS if one.is_disputed]
    assert len(disputed) > 20
    assert [one.file for one in disputed if one.file not in DECIDED] == []


@pytest.mark.parametrize(
    ("expected", "ours", "pyx12", "disputed"),
    [
        ("valid", "accepted", "accepted", False), ("valid", "accepted", NOT_SUPPORTED, False),
        ("valid", "rejected", NOT_SUPPORTED, True), ("valid", "unsupported", NOT_SUPPORTED, True),
        ("invalid", "rejected", "rejected", False), ("invalid", "accepted", "accepted", True),
        ("unknown", "rejected", "accepted", True), ("unknown", "rejected", "rejected", False),
        ("unknown", "unsupported", NOT_SUPPORTED, False), ("unknown", "unreadable", "rejected", True),
    ],
)  # fmt: skip
def test_a_sample_is_disputed_where_somebody_says_otherwise(
    expected: str, ours: str, pyx12: str, disputed: bool
) -> None:
    assert Sample(expected, ours, pyx12, "a file").is_disputed is disputed


def test_the_table_leaves_out_what_no_file_has_and_sums_up_the_rest() -> None:
    made = [
        Sample("valid", "accepted", "accepted", "a"), Sample("valid", "accepted", "rejected", "b"),
        Sample("unknown", "unsupported", NOT_SUPPORTED, "c"),
    ]  # fmt: skip
    assert draw_table(made).splitlines()[2:] == [
        "| valid | accepted | 1 | 1 | 0 | 2 |",
        "| unknown | unsupported | 0 | 0 | 1 | 1 |",
        "| all | | 1 | 1 | 1 | 3 |",
    ]


@pytest.mark.parametrize(
    ("data", "ours"),
    [
        (GOOD, "accepted"), (GOOD.replace(b"SE*", b"SE*9"), "rejected"), (b"no X12 at all", "unreadable"),
        (GOOD.replace(b"005010X231A1", b"004010X231A1"), "unsupported"),
    ],
    ids=["right", "wrong count", "no interchange", "old version"],
)  # fmt: skip
def test_our_verdict_is_one_word(data: bytes, ours: str) -> None:
    assert judge_as_we_do(data) == ours
    assert ours != "accepted" or x12.report([data]).accepted


def test_what_pyx12_has_no_map_of_counts_as_not_supported() -> None:
    assert judge_as_pyx12_does(GOOD.replace(b"005010X231A1", b"005010X999A9")) == NOT_SUPPORTED
    assert judge_as_pyx12_does("no ASCII: ü".encode()) == NOT_SUPPORTED
    assert judge_as_pyx12_does(GOOD.replace(b"SE*", b"SE*9")) == "rejected"
