from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.edits.cases.build import build
from clearlane.exchange.edits.fingerprint import REPEATED, fingerprint
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim


def mark(*changes: str) -> bytes:
    claim = type_claim(submitted=build(changes=changes))
    assert isinstance(claim, Claim)
    return fingerprint(claim=claim)


@pytest.mark.parametrize(
    "change",
    [
        "2300 CLM*ANOTHER*225***11:B:1*Y*A*Y*Y",
        "2300 CLM*ACCT1001*225.00***11:B:1*Y*A*Y*Y",
        "2300 REF*D9*TRACE9",
        "2300 HI*ABK:I10",
        "2400 SV1*HC:99213:25*150.00*UN*1.0***3",
        "2400 SV1*HC:99213:25*150*UN*1*11**1",
        "2010BA NM1*IL*1*Rivera*Ana*Q***MI*mem123456",
        "2400 REF*6R*L9",
        "1000A NM1*41*2*ANOTHER SENDER*****46*OTHER",
    ],
)
def test_a_fingerprint_stays_where_the_services_are_the_same(change: str) -> None:
    assert mark(change) == mark() != b""


@pytest.mark.parametrize(
    "change",
    [
        "2010AA NM1*85*2*LAKESIDE CLINIC*****XX*2222222228",
        "2010BB NM1*PR*2*OTHER*****PI*OTHER",
        "2000B SBR*S*18*******CI",
        "2010BA NM1*IL*1*RIVERA*LUZ****MI*MEM123456",
        "2010BA NM1*IL*1*RIVERA*ANA****MI*MEM999999",
        "2010BA DMG*D8*19800413*F",
        "2310B NM1*82*1*LEE*JO****XX*1467560003",
        "2400 SV1*HC:99214:25*150*UN*1***1:2",
        "2400 SV1*HC:99213*150*UN*1***1:2",
        "2400 SV1*HC:99213:25*151*UN*1***1:2",
        "2400 SV1*HC:99213:25*150*UN*2***1:2",
        "2400 SV1*HC:99213:25*150*UN*1*12**1:2",
        "2400 DTP*472*D8*20260602",
        "2300 CLM*ACCT1001*225***12:B:1*Y*A*Y*Y",
    ],
)
def test_a_fingerprint_differs_where_the_services_differ(change: str) -> None:
    assert mark(change) not in (mark(), b"")


@pytest.mark.parametrize("frequency", ["7", "8", "5", ""])
def test_only_an_original_has_a_fingerprint(frequency: str) -> None:
    assert mark(f"2300 CLM*ACCT1001*225***11:B:{frequency}*Y*A*Y*Y") == b""


@pytest.mark.parametrize("modifier", sorted(REPEATED))
def test_a_claim_has_none_where_every_line_was_repeated(modifier: str) -> None:
    repeated = f"2400 SV1*HC:99213:25:{modifier}*150*UN*1***1"
    assert mark(repeated) not in (mark(), b"")
    assert mark(repeated, f"2400/2 SV1*HC:85025:{modifier}*75*UN*1***3") == b""


def test_a_fingerprint_does_not_depend_on_the_order_of_modifiers() -> None:
    assert mark("2400 SV1*HC:99213:25:57*150*UN*1***1") == mark("2400 SV1*HC:99213:57:25*150*UN*1***1")


def test_an_atypical_provider_is_known_by_the_payers_number() -> None:
    one = ("2010AA NM1*85*2*LAKESIDE TRANSPORT", "2010BB REF*G2*MILES77")
    other = ("2010AA NM1*85*2*LAKESIDE TRANSPORT", "2010BB REF*G2*MILES88")
    assert mark(*one) != mark(*other)


@given(st.text(st.characters(exclude_characters="*~")))
def test_a_fingerprint_can_be_taken_of_any_name(name: str) -> None:
    assert len(mark(f"2010BA NM1*IL*1*{name}*ANA****MI*MEM123456")) == 32
