"""What a message says in sentences: each verdict, each error and each decision, with its code behind it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.edits import rules
from clearlane.exchange.reading.plain_codes import is_known
from clearlane.exchange.reading.tell_claim import tell_claim
from clearlane.exchange.reading.tell_message import tell_message
from clearlane.exchange.reading.telling import About, OfService, Telling, amount, calendar_day
from clearlane.standards.x12.pieces import pieces
from clearlane.vocabulary.finding import Status

ISA = "ISA*00*          *00*          *ZZ*HARBOR         *ZZ*CLEARLANE      *261128*1544*^*00501*000000001*0*P*:~"
HARBOR = "HARBOR MUTUAL"
OF_FORMAT = "A 999 speaks of the format alone. The word on a claim comes in a 277CA, the decision in an 835."


def told(*segments: str, kind: str, version: str, who: str = HARBOR) -> Telling:
    gs = f"GS*{kind}*HARBOR*CLEARLANE*20261128*1544*1*X*{version}~"
    return tell_message(pieces((ISA + gs + "".join(f"{one}~" for one in segments)).encode("latin-1")), who=who)


def told_999(*segments: str) -> tuple[str, ...]:
    said = told("ST*999*0001*005010X231A1", *segments, kind="FA", version="005010X231A1")
    assert said.kind == OF_FORMAT
    return said.sentences


def told_277(*segments: str) -> Telling:
    return told("ST*277*0001*005010X214", *segments, kind="HN", version="005010X214")


def told_835(*segments: str) -> Telling:
    head = ("ST*835*0001", "BPR*I*872.94*C*ACH*CCP*01*1*DA*2*3**01*4*DA*5*20261128", "TRN*1*HB1*6")
    return told(*head, *segments, kind="HP", version="005010X221A1")


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("A", "HARBOR MUTUAL could read the file."),
        ("E", "HARBOR MUTUAL could read the file, and noted errors in it."),
        ("P", "HARBOR MUTUAL could read a part of the file; the rest is refused."),
        ("R", "HARBOR MUTUAL refused the file: its format is broken."),
        ("X", "HARBOR MUTUAL answered the file."),
    ],
)
def test_the_verdict_of_a_999_comes_first(verdict: str, sentence: str) -> None:
    assert told_999("AK1*HC*1", f"AK9*{verdict}*1*1*1", "SE*4*0001") == (sentence,)


def test_each_error_of_a_999_names_its_segment_and_its_element() -> None:
    errors = ("AK2*837*0001", "IK3*SV1*25**8", "IK4*1:2*234*7*X", "IK4*2**1", "IK3*ZZZ*26**99", "IK5*R*5")
    assert told_999("AK1*HC*1", *errors, "AK9*R*1*1*0")[1:] == (
        "Set 0001: refused (IK501 R).",
        (
            "Segment 25 of set 0001, SV1: something in it is wrong (IK304 8). "
            "SV101-2 holds a code that is not known (IK403 7); SV102 is missing (IK403 1)."
        ),
        "Segment 26 of set 0001, ZZZ: it has the error 99 (IK304 99).",
    )


def test_of_two_sets_each_has_its_own_verdict_and_equal_errors_are_all_told() -> None:
    error = ("IK3*NM1*8**8", "IK4*9*67*1", "IK3*NM1*20**8", "IK4*9*67*1")
    said = told_999("AK2*837*0001", "IK5*A", "AK2*837*0002", *error, "IK5*R*5", "AK9*P*2*2*1")
    assert said[1] == "Set 0001: read (IK501 A)."
    assert said[2] == "Set 0002: refused (IK501 R)."
    assert [sentence.partition(",")[0] for sentence in said[3:]] == ["Segment 8 of set 0002", "Segment 20 of set 0002"]
    assert all("NM109 is missing" in sentence for sentence in said[3:])


@pytest.mark.parametrize(
    ("segment", "sentence"),
    [
        ("TA1*1*261128*1544*A*000", "HARBOR MUTUAL took the envelope."),
        (
            "TA1*1*261128*1544*E*022",
            "HARBOR MUTUAL took the envelope, and found something wrong in it: its build is wrong (note 022).",
        ),
        (
            "TA1*1*261128*1544*R*025",
            "HARBOR MUTUAL refused the envelope and read nothing: its control number was used before (note 025).",
        ),
        ("TA1*1*261128*1544*Q*099", "HARBOR MUTUAL answered the envelope: it gives no reason in words (note 099)."),
    ],
)
def test_a_ta1_speaks_of_the_envelope(segment: str, sentence: str) -> None:
    assert tell_message(pieces(f"{ISA}{segment}~IEA*0*1~".encode()), who=HARBOR) == Telling((sentence,))


def test_the_answer_on_a_claim_is_told_by_its_statuses() -> None:
    claim = ("HL*4*3*PT", "NM1*QC*1*DOE*JO", "TRN*2*A-17", "STC*A7:562:85*20261128*U*180*******A3:21*CALL US")
    line = ("REF*1K*THEIRS9", "SVC*HC:90834:95*164.25", "STC*A6:454*20261129*U", "SE*9*0001")
    said = told_277(*claim, *line)
    assert said.claims == (
        About(
            "A-17",
            "A value is wrong: the NPI of the billing provider (A7 · 562 · 85).",
            (
                "Sent back unprocessed: something is missing or wrong (A3 · 21).",
                "Added in words: “CALL US”",
                "The claim has the number THEIRS9 there.",
                "The charge was read as $180.00.",
                "Said on 11/28/2026.",
            ),
            (OfService("Service 90834, 95", ("Something is missing: a procedure code (A6 · 454).",)),),
        ),
    )
    assert said.sentences == ()
    assert said.kind.startswith("A 277CA says whether HARBOR MUTUAL takes a claim in.")


def test_an_answer_on_the_whole_file_comes_first() -> None:
    said = told_277(
        "HL*2*1*21*1", "NM1*41*2*CLEARLANE*****46*C", "TRN*2*B3", "STC*A3:24:41*20261128*U",
        "HL*3*2*19*0", "NM1*85*2*MAPLE*****XX*1", "TRN*1*P1", "STC*A8:496:85*20261128*U",
    )  # fmt: skip
    file, provider = said.sentences
    assert file.startswith("HARBOR MUTUAL says of the whole file: Sent back unprocessed: the sender is not approved")
    assert file.endswith("(A3 · 24 · 41).")
    assert provider.startswith("HARBOR MUTUAL says of all claims of one provider: Values do not fit each other: ")
    assert provider.endswith("(A8 · 496 · 85).")
    assert said.claims == ()


def test_a_claim_of_which_nothing_is_said_is_not_passed_over() -> None:
    assert told_277("HL*4*3*PT", "TRN*2*A").claims == (About("A", "Nothing is said of it."),)


def test_a_payment_is_told_with_every_cut() -> None:
    claim = ("CLP*A-17*1*180*103.19*20*12*HAR9", "CAS*OA*23*1", "SVC*HC:90834:95*164.25*103.19", "CAS*CO*45*41.06")
    said = told_835(*claim, "CAS*PR*3*20", "LX*2", "PLB*1*20261231*WO:9*12.5*72:8*-3", "SE*9*0001")
    assert said.sentences == (
        "HARBOR MUTUAL pays $872.94 in all by electronic transfer on 11/28/2026, number HB1.",
        "$12.50 is taken off beside the claims (PLB WO).",
        "$3.00 is added beside the claims (PLB 72).",
    )
    assert said.claims == (
        About(
            "A-17",
            "Decided as first payer (CLP02 1).",
            (
                "Of $180.00 they pay $103.19; the patient owes $20.00.",
                "$1.00: What another payer decided; other (OA-23).",
                "Their number for the claim is HAR9.",
            ),
            (
                OfService(
                    "Service 90834, 95: of $164.25 they pay $103.19",
                    (
                        "$41.06: Above the agreed fee; contract: not to be billed to the patient (CO-45).",
                        "$20.00: Copay; owed by the patient (PR-3).",
                    ),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("status", "headline"),
    [
        ("4", "Denied (CLP02 4)."),
        ("22", "An earlier decision is taken back (CLP02 22)."),
        ("23", "Not this payer's claim: passed on (CLP02 23)."),
        ("77", "Decided with status 77 (CLP02 77)."),
    ],
)
def test_a_decision_has_a_headline(status: str, headline: str) -> None:
    (claim,) = told_835(f"CLP*A*{status}*1*0*0*12").claims
    assert claim.headline == headline


def test_an_amount_that_is_none_is_said_of_its_claim_alone() -> None:
    said = told_835("CLP*A*1*ABC*0*0*12", "CLP*B*4*1*0*0*12")
    assert said.claims[0] == About("A", "An amount of this claim cannot be read", (_CLP03,))
    assert said.claims[1].headline == "Denied (CLP02 4)."


_CLP03 = "CLP03 in segment 4: not an amount of money."


_BACK = "HARBOR MUTUAL takes back $9.00 in all by check on 11/28/2026, number 7."


def test_equal_amounts_beside_the_claims_are_all_told() -> None:
    said = told_835("CLP*A*1*1*1*0*12", "PLB*1*20261231*WO:1*5", "PLB*1*20261231*WO:2*5")
    assert said.sentences[1:] == ("$5.00 is taken off beside the claims (PLB WO).",) * 2


@pytest.mark.parametrize(
    ("segments", "sentences"),
    [
        (
            ("BPR*I*9*D*CHK************20261128", "TRN*1*7*1"),
            (_BACK,),
        ),
        (("BPR*I*9*C*QQQ",), ("HARBOR MUTUAL pays $9.00 in all.",)),
        (("TRN*1*7*1",), ()),
    ],
)
def test_of_a_payment_what_is_there_is_told(segments: tuple[str, ...], sentences: tuple[str, ...]) -> None:
    assert told("ST*835*0001", *segments, kind="HP", version="005010X221A1").sentences == sentences


def test_a_kind_without_words_says_nothing() -> None:
    assert told("ST*820*0001", "BPR*I*1", kind="RA", version="005010X218") == Telling()
    assert told("HL*1**20*1", kind="HN", version="005010X214") == Telling()


def test_a_sentence_begins_with_a_capital_whoever_speaks() -> None:
    said = told("ST*999*1*X", "AK9*A*1*1*1", kind="FA", version="005010X231A1", who="the payer")
    assert said.sentences[0] == "The payer could read the file."


@given(st.binary(max_size=300), st.sampled_from(["999", "277", "835"]))
def test_any_bytes_are_told_without_an_error(data: bytes, kind: str) -> None:
    gs = b"GS*XX*A*B*20261128*1544*1*X*005010X214~"
    said = tell_message(pieces(ISA.encode() + gs + f"ST*{kind}*1~".encode() + data), who=HARBOR)
    assert all(sentence for sentence in said.sentences)


@pytest.mark.parametrize(
    ("text", "shown"), [("12.5", "$12.50"), ("-3", "\N{MINUS SIGN}$3.00"), ("", "nothing"), ("x", "x")]
)
def test_an_amount_is_dollars_or_stands_as_it_came(text: str, shown: str) -> None:
    assert amount(text) == shown


@pytest.mark.parametrize(("text", "shown"), [("20261128", "11/28/2026"), ("2026", "2026"), ("", "")])
def test_a_day_is_written_as_people_do(text: str, shown: str) -> None:
    assert calendar_day(text) == shown


def test_a_claim_is_told_by_who_for_whom_and_how_much() -> None:
    text = (
        b"NM1*85*2*CEDAR*****XX*1~NM1*IL*1*OLD*JO~NM1*PR*2*HARBOR~NM1*QC*1*DOE*ANN~CLM*A-1*180***11:B:7*Y~"
        b"HI*ABK:J209*ABF:E119~LX*1~SV1*HC:90834:95*164.25*UN*1~DTP*472*RD8*20260921-20260922~LX*2~SV1*HC:96127*15.75*UN*~"
    )
    (piece,) = pieces(text, version="005010X222A1")
    assert tell_claim(piece.segments, component=":") == About(
        "A-1",
        "$180.00 for DOE, ANN.",
        ("Billed by CEDAR.", "To HARBOR.", "It is a replacement.", "Diagnoses: J209, E119."),
        (
            OfService("Service 90834, 95 on 09/21/2026 to 09/22/2026: 1 for $164.25"),
            OfService("Service 96127: 1 for $15.75"),
        ),
    )
    assert tell_claim((), component=":") is None


def statuses_of_rules() -> set[str]:
    """Every status that stands in a rule of ours."""
    modules = [import_module(f"{rules.__name__}.{one.name}") for one in iter_modules(rules.__path__)]
    values = [value for module in modules for value in vars(module).values()]
    found = [each for value in values for each in (value if isinstance(value, tuple) else (value,))]
    return {f"{one.category}:{one.code}" for one in found if isinstance(one, Status)}


def test_each_status_that_a_rule_of_ours_gives_has_words() -> None:
    assert len(statuses_of_rules()) > 10
    assert {status for status in statuses_of_rules() if not is_known(status)} == set()
