"""What a payer demands beside the guide: the same at every tier, in any dress, and the guide's own words stay."""

from __future__ import annotations

from functools import cache

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.events import OverlayApplied
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.library import FOLDER
from clearlane.standards.x12.stretch import SHORTEST
from clearlane.standards.x12.walk import Walk
from clearlane.vocabulary.finding import Disposition, Finding, Severity
from tests.standards.x12.overlays.overlay_texts import (
    BY_PI,
    CLEAN,
    CUR,
    NOTE,
    NOTE_WANTED,
    ORIGINAL,
    RENDERING,
    SPECIALTY,
    demands,
    edited,
    findings,
    overlay,
)
from tests.standards.x12.x12_texts import PAYMENT, join, lines

NO_PATIENTS = "in 2000B\n- 2000C  S  >1  Patient level  unit patient\n"
ASKED = {
    "a loop": (RENDERING, ["payer.missing_loop 2310B NM1 claim"] * 2),
    "a row": (NOTE_WANTED, ["payer.missing_segment 2300 NTE claim"] * 3),
    "a row of the provider": (SPECIALTY, ["payer.missing_segment 2000A PRV provider"]),
    "a code of the header": (ORIGINAL, ["payer.other_code BHT06 set"]),
    "no patient level": (NO_PATIENTS, ["payer.not_taken 2000C HL patient"]),
    "what is there": (BY_PI, []),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_a_payer_asks_for_is_told_once_at_every_tier(what: str) -> None:
    changes, told = ASKED[what]
    root = {"payer.other_code BHT06 set": "payer.other_code ST BHT06 set"}
    assert demands(CLEAN, overlay(changes)) == [root.get(one, one) for one in told]


def test_a_row_that_is_not_taken_is_told_where_it_stands() -> None:
    noted = edited(("HI*ABK:J020", "NTE*ADD*SEEN TWICE\nHI*ABK:J020"))
    assert demands(noted, overlay(NOTE)) == ["payer.not_taken 2300 NTE claim"]
    assert demands(CLEAN, overlay(NOTE)) == []
    priced = edited(("HL*2*1*22*0", "HL*2*1*22*0"), ("NM1*85", "CUR*85*CAD\nNM1*85"))
    assert demands(priced, overlay(f"in 2000A\n{CUR}")) == ["payer.not_taken 2000A CUR provider"]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("NTE*ADD*SHORT", []),
        ("NTE*ADD*MUCH TOO LONG", ["payer.too_long 2300 NTE02 claim"]),
        ("NTE*CER*SHORT", ["payer.other_code 2300 NTE01 claim"]),
        ("NTE*CER*MUCH TOO LONG", ["payer.other_code 2300 NTE01 claim", "payer.too_long 2300 NTE02 claim"]),
    ],
)
def test_codes_and_lengths_are_the_payers_own(note: str, told: list[str]) -> None:
    noted = edited(*((f"HI*{code}", f"{note}\nHI*{code}") for code in ("ABK:E119", "ABK:J020", "ABK:J029")))
    assert demands(noted, overlay(NOTE_WANTED)) == told * 3


def test_a_maximum_and_an_element_can_be_taken_away() -> None:
    fewer = "in 2300\n- 2400  R  50  Line\n+ 2400  R  1  Line\n"
    assert demands(CLEAN, overlay(fewer)) == ["payer.too_many_loops 2400 LX claim"]
    bare = (
        "in 2400\n- 4700 REF  S  1  Line: line control number  01=6R 02~30\n"
        "+ 4700 REF  S  1  Line: line control number  01=6R 02<1\n"
    )
    assert demands(CLEAN, overlay(bare)) == ["payer.too_long 2400 REF02 claim"]


def test_a_finding_says_who_demands_it_and_goes_to_the_277ca() -> None:
    (one, _) = [each for each in findings(CLEAN, overlay(RENDERING)) if each.level == 7]
    assert one.what == "Rendering provider is missing"
    assert one.why == "Harbor Mutual requires this part here"
    assert one.citation == "its companion guide, May 2026 (overlay harbor)"
    assert (one.severity, one.disposition, one.answer) == (Severity.ERROR, Disposition.REJECT, ())
    assert str(one.status) == "A6:481"
    assert Finding.from_json(one.as_json()) == one


def test_a_limit_says_whose_it_is_though_the_guide_is_not_named() -> None:
    noted = edited(("HI*ABK:J020", "NTE*ADD*MUCH TOO LONG\nHI*ABK:J020"))
    told = next(one for one in findings(noted, overlay(NOTE_WANTED)) if one.rule == "payer.too_long")
    assert told.why.startswith("Harbor Mutual asks for more than the guide: ")


def test_without_overlays_nothing_is_changed_and_nothing_new_is_told() -> None:
    assert list(x12.check([CLEAN])) == list(x12.check([CLEAN], overlays=()))
    assert not any(isinstance(one, OverlayApplied) for one in x12.check([CLEAN], overlays=[overlay(RENDERING)]))


BROKEN = {
    "an element": edited(("CLM*A2*80", "CLM*A2*8O***11:B:1*Y*A*Y*Y")),
    "a missing row": edited(("HI*ABK:J020", "")),
    "a segment too many": edited(("HI*ABK:J020", "ZZZ*1\nHI*ABK:J020")),
    "the order": edited(("LX*1", ""), ("SV1*HC:99213", "SV1*HC:99213*100*UN*1***1:2\nLX*1")),
    "nothing": CLEAN,
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("changes", [RENDERING + BY_PI, NOTE_WANTED, NO_PATIENTS, SPECIALTY + ORIGINAL])
def test_what_the_guide_says_and_the_999_stay_as_they_are(what: str, changes: str) -> None:
    data = BROKEN[what]
    told = list(x12.check([data], overlays=[overlay(changes)]))
    assert [one for one in told if not (isinstance(one, Finding) and one.level == 7)] == list(x12.check([data]))


def test_one_fault_is_told_once_and_by_the_guide() -> None:
    wrong = edited(("NM1*PR*2*HARBOR", "NM1*PR*2*HARBOR MUTUAL*****ZZ*HARBOR"))
    told = findings(wrong, overlay(BY_PI))
    assert [(one.rule, one.level) for one in told] == [("element.other_code", 2)]
    unread = edited(("NM1*82", "ZZZ*1"))
    assert [one.level for one in findings(unread, overlay(RENDERING))] == [1, 7, 7]


def test_the_file_may_be_in_any_dress() -> None:
    noted = edited(("HI*ABK:J020", "NTE*CER*MUCH TOO LONG\nHI*ABK:J020"))
    plain = demands(noted, overlay(NOTE_WANTED))
    for there in (b"|>\n!", b"*:~^", b"\x1d\x1f\x1e\x1c"):
        dressed = noted.translate(bytes.maketrans(b"*:~^", there))
        assert demands(dressed, overlay(NOTE_WANTED)) == plain
    assert demands(noted.replace(b"~", b"~\r\n"), overlay(NOTE_WANTED)) == plain
    for size in (1, 7, 100):
        pieces = [noted[at : at + size] for at in range(0, len(noted), size)]
        told = [one for one in x12.check(pieces, overlays=[overlay(NOTE_WANTED)]) if isinstance(one, Finding)]
        assert len([one for one in told if one.level == 7]) == len(plain)


def test_two_overlays_are_asked_apart() -> None:
    both = overlay(RENDERING), overlay(NOTE_WANTED, name="other")
    told = findings(CLEAN, *both)
    assert sorted(one.rule for one in told) == ["payer.missing_loop"] * 2 + ["payer.missing_segment"] * 3
    assert {one.citation[-16:] for one in told} == {"(overlay harbor)", " (overlay other)"}


def test_a_relaxation_counts_for_the_guide_itself() -> None:
    noted = edited(("HI*ABK:J020", "NTE*ADD*ONE\nNTE*ADD*TWO\nHI*ABK:J020"))
    relaxed = NOTE + "+ 1900 NTE  S  2  Claim: note  01=ADD|CER|DCP|DGN|TPO 02\nrelax 2026-11-24 by letter\n"
    assert [one.rule for one in findings(noted)] == ["segment.too_many_segments"]
    assert findings(noted, overlay(relaxed)) == []
    assert demands(noted, overlay(relaxed + RENDERING)) == ["payer.missing_loop 2310B NM1 claim"] * 2


def test_a_set_without_claims_is_judged_whole() -> None:
    text = (
        "overlay 005010X221A1  on 835.txt\npayer Harbor Mutual\nsource its companion guide, May 2026\nin ST\n"
        "- 0400 TRN  R  1  Trace  01=1 02 03 04?\n"
    )
    row = next(line.strip() for line in _guide("835") if line.strip().startswith("0400 TRN"))
    asked = text.partition("- ")[0] + f"- {row}\n+ {row.replace(' 02', ' 02<3')}\n"
    (told,) = demands(join(lines(PAYMENT)), overlay("", head=asked))
    assert told.endswith("TRN02 set")
    (one,) = [each for each in findings(join(lines(PAYMENT)), overlay("", head=asked)) if each.level == 7]
    assert one.status is None
    assert x12.report([join(lines(PAYMENT))], overlays=[overlay("", head=asked)]).sets[0].verdict == "accepted"


def _guide(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text("ascii").splitlines()


@cache
def made(seed: int, units: int = 4) -> bytes:
    return from_guide(GuideOrder(kind="837p", seed=seed, units=units, density=0.3))


@pytest.mark.parametrize("seed", range(6))
def test_files_made_by_chance_are_judged_alike_at_every_tier(seed: int) -> None:
    data = made(seed)
    every = overlay(RENDERING + NOTE_WANTED + SPECIALTY + BY_PI + NO_PATIENTS)
    told = [findings(data, every, tier=tier) for tier in x12.Tier]
    key = [sorted(map(repr, one)) for one in told]
    assert key[0] == key[1] == key[2]
    assert any(one.level == 7 for one in told[0])
    assert [one for one in told[0] if one.level != 7] == findings(data)


def test_several_processes_say_the_same() -> None:
    data = made(1, 150)
    assert len(data) > SHORTEST
    alone = list(x12.check([data], overlays=[overlay(RENDERING)]))
    assert list(x12.check([data], overlays=[overlay(RENDERING)], jobs=2)) == alone


def test_what_the_guide_leaps_over_an_overlay_leaps_over_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a clean file few segments are taken one by one, and of those of the overlay's walk not many more."""
    data = from_guide(GuideOrder(kind="837p", seed=2, units=400, density=0.0))
    one_by_one = 0
    take = Walk.take

    def counted(self: Walk, number: int, offset: int, raw: bytes) -> list[x12.Event]:
        nonlocal one_by_one
        one_by_one += 1
        return take(self, number, offset, raw)

    quiet = overlay("in 2000A\n" + CUR)
    assert demands_of(data, quiet) == []  # and both walks know the kinds of claims from now on
    monkeypatch.setattr(Walk, "take", counted)
    findings(data)
    alone, one_by_one = one_by_one, 0
    assert demands_of(data, quiet) == []
    assert one_by_one <= 3 * alone + 20
    assert one_by_one < data.count(b"~") / 4


def demands_of(data: bytes, one: x12.Overlay) -> list[str]:
    """The rules of level 7, at the fastest tier."""
    return [found.rule for found in findings(data, one) if found.level == 7]
