"""Overlays and files for tests: what a made-up payer demands of the small claims file. All values are invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clearlane.standards import x12
from clearlane.standards.x12.read_overlay import read_overlay
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import CLAIMS, counted, join, lines

HEAD = """overlay 005010X222A1  on 837p.txt
payer Harbor Mutual
source its companion guide, May 2026
"""
CUR = "- 0100 CUR  S  1  Billing provider level: currency  01=85 02:currency\n"
PAYER = "0150 NM1  R  1  Payer: name  01=PR 02=2 03 08=PI{} 09{}\n"
BY_PI = f"in 2010BB\n- {PAYER.format('|XV', '')}+ {PAYER.format('', '')}"
RENDERING = "in 2300\n- 2310B  S  1  Rendering provider\n+ 2310B  R  1  Rendering provider\n"
NOTE = "in 2300\n- 1900 NTE  S  1  Claim: note  01=ADD|CER|DCP|DGN|TPO 02\n"
NOTE_WANTED = NOTE + "+ 1900 NTE  R  1  Claim: note  01=ADD 02<10\n"
SPECIALTY = """in 2000A
- 0030 PRV  S  1  Billing provider level: specialty  01=BI 02=PXC 03:taxonomy
+ 0030 PRV  R  1  Billing provider level: specialty  01=BI 02=PXC 03:taxonomy
"""
ORIGINAL = """in ST
- 0100 BHT  M  1  Purpose and reference  01=0019 02=00|18 03<30 04 05 06=31|CH|RP
+ 0100 BHT  M  1  Purpose and reference  01=0019 02=00 03<30 04 05 06=RP
"""
CLEAN = join(lines())


def overlay(changes: str, *, head: str = HEAD, name: str = "harbor") -> x12.Overlay:
    """The overlay of a text, read but not proven."""
    return read_overlay(head + changes, name=name, file=f"{name}.txt")


def with_ids(*ids: str) -> str:
    """The header of an overlay for some payers' claims."""
    return f"{HEAD}ids {' '.join(ids)}\n"


def write(folder: Path, text: str, *, name: str = "harbor") -> Path:
    """The file of an overlay."""
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    return path


def edited(*changes: tuple[str, str], text: str = CLAIMS) -> bytes:
    """The small file with each segment that begins so replaced: several by line breaks, none if empty."""
    segments = lines(text)
    for old, new in changes:
        at = next(n for n, one in enumerate(segments) if one.startswith(old))
        segments[at : at + 1] = new.split("\n") if new else []
    return join(counted(segments))


def findings(data: bytes, *overlays: x12.Overlay, tier: x12.Tier = x12.Tier.BLOCK) -> list[Finding]:
    """All that is told of a file."""
    return [one for one in x12.check([data], overlays=overlays, tier=tier) if isinstance(one, Finding)]


def demands(data: bytes, *overlays: x12.Overlay) -> list[str]:
    """What is told at level 7 as rule, place and unit; each tier must say the same."""
    told = [_told(findings(data, *overlays, tier=tier)) for tier in x12.Tier]
    assert told[0] == told[1] == told[2]
    return told[0]


def _told(found: Iterable[Finding]) -> list[str]:
    return [f"{one.rule} {one.place} {one.unit}".strip() for one in found if one.level == 7]
