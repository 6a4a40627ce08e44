"""The table of statuses is that of the design language, and a word means the same wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.doors.portal import statuses
from clearlane.doors.portal.statuses import STATUS, Status
from clearlane.exchange.reading.words import CLAIM_WORDS

SPRITE = Path("clearlane/doors/portal/static/portal/icons.svg").read_text(encoding="utf-8")
SHEET = Path("clearlane/doors/portal/static/portal/kit.css").read_text(encoding="utf-8")
TABLES = ("CLAIM", "ELIGIBILITY", "REMITTANCE", "FILE", "ENROLLMENT", "PAYER_HEALTH", "DISCOVERY")


@pytest.mark.parametrize("word", STATUS)
def test_a_status_has_a_shape_of_the_sprite_and_a_colour_of_the_sheet(word: str) -> None:
    shown = STATUS[word]
    assert f'id="i-{shown.icon}"' in SPRITE
    assert f"--{shown.role}-soft:" in SHEET


def test_a_word_means_the_same_in_every_table() -> None:
    rows: list[tuple[str, Status]] = [row for name in TABLES for row in getattr(statuses, name).items()]
    assert dict(rows) == STATUS
    assert [word for word, shown in rows if STATUS[word] != shown] == []


def test_every_word_for_a_claim_has_its_status() -> None:
    assert set(CLAIM_WORDS.values()) | {"Paid", "Partial", "Patient", "Denied", "Reversed"} <= STATUS.keys()


def test_colour_is_never_the_only_difference_within_a_table() -> None:
    for name in TABLES:
        shapes = [shown.icon for shown in getattr(statuses, name).values()]
        assert len(set(shapes)) == len(shapes), name


def test_stopped_shapes_are_full_and_what_is_not_there_yet_is_dashed() -> None:
    full = re.search(r'id="i-rejected".*', SPRITE)
    dashed = re.search(r'id="i-draft".*', SPRITE)
    assert full
    assert 'class="fill"' in full[0]
    assert dashed
    assert "stroke-dasharray" in dashed[0]
