"""The parts that claims written by hand share: who sends, who bills, who is insured. All values are invented."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from clearlane.standards import x12
from tests.standards.guides.test_837p_by_hand import shown
from tests.standards.x12.x12_texts import counted, join, lines

BILLER = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*{version}
ST*837*0001*{version}
BHT*0019*00*BATCH1*20261124*0930*CH
NM1*41*2*OAK BILLING*****46*SUBMITTER
PER*IC*EDI DESK*TE*8005550100
NM1*40*2*CLEARLANE*****46*CLEARLANE
HL*1**20*1
NM1*85*2*OAK HOUSE*****XX*1234567893
N3*12 ELM ST
N4*BOISE*ID*837020001
REF*EI*123456789
"""
INSURED = """HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*DOE*JANE****MI*W1
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19800229*F
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
"""
SECOND = INSURED.replace("SBR*P", "SBR*S")
CHILD = """HL*2*1*22*1
SBR*P**G77*MILL WORKS*****CI
NM1*IL*1*ROE*MARK****MI*W2
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
HL*3*2*23*0
PAT*19
NM1*QC*1*ROE*TIM
N3*2 MAIN ST
N4*BOISE*ID*83702
DMG*D8*20150301*M
"""
END = """SE*1*0001
GE*1*101
IEA*1*000000101
"""
FIRST_PAYER = """OI***Y***Y
NM1*IL*1*DOE*JOHN****MI*X9
NM1*PR*2*LAKE HEALTH*****PI*LAKE
"""
"""Of the plan that paid before; its sums stand ahead of this, its lines name LAKE."""


class Sourced(NamedTuple):
    """A whole file written by hand, without its ISA, and the public material that its shape comes from.

    `source` reads "Title, publisher, date or address: what it shows". `says` is what `told` must say: nothing of a
    clean file, of a bad one each finding. A module `*_shapes.py` gives `GUIDE` and `SHAPES`, a `Sourced` by its name.
    """

    text: str
    source: str
    says: str = ""


def claims(version: str, *parts: str) -> str:
    """The text of a whole file of claims."""
    return BILLER.format(version=version) + "".join(parts) + END


def told(text: str) -> str:
    """Everything that is said of a file, sums too: loop, place and rule; a warning's rule in brackets."""
    return "; ".join(map(shown, x12.report([join(counted(lines(text)))]).findings))


def spoiled(text: str, old: str, new: str) -> str:
    """The file with the first `old` of its segments made `new`."""
    assert old in text
    return text.replace(old, new, 1)


def rows(table: dict[str, list[tuple[str, str, str]]]) -> pytest.MarkDecorator:
    """One case a change: the shape's name, what stood there, what stands there, what must be told."""
    cases = [(name, *row) for name, changes in table.items() for row in changes]
    return pytest.mark.parametrize(("name", "old", "new", "expected"), cases)
