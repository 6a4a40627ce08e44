"""Acknowledgments of claims as payers and clearing houses send them, by hand.

Written beside the guide, not generated from its text; each names what public material confirms of its shape.
Every name, number and amount is invented. Each must be clean, sums and all; then one word of it is changed.
"""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import Sourced, rows, spoiled, told
from tests.standards.guides.byhand.publishers import open_dental

GUIDE = "277CA 005010X214"
HEAD = """
GS*HN*HARBOR*OAKBILLING*20261124*0930*101*X*005010X214
ST*277*0001*005010X214
BHT*0085*08*ANSWER1*20261124*0931*TH
HL*1**20*1
NM1*{source}*2*HARBOR MUTUAL*****46*HARBOR
TRN*1*IN77
DTP*050*D8*20261123
DTP*009*D8*20261124
HL*2*1*21*{below}
NM1*41*2*OAK BILLING*****46*OAKBILLING
TRN*2*BATCH1
"""
END = """SE*1*0001
GE*1*101
IEA*1*000000101
"""
PROVIDER = """HL*3*2*19*1
NM1*85*2*OAK HOUSE*****XX*1234567893
TRN*1*0
STC*A1:19:PR**WQ*{all}
"""
PATIENT = """HL*{n}*3*PT
NM1*QC*1*DOE*{who}****MI*W{n}
TRN*2*A{n}
{said}
DTP*472*D8*20261110
"""


def patient(n: int, said: str, who: str = "JANE") -> str:
    """One claim and what is said of it."""
    return PATIENT.format(n=n, said=said, who=who)


def answer(status: str, *below: str, source: str = "PR") -> str:
    """A file: what is said of the batch, then provider and claims."""
    head = HEAD.format(source=source, below=1 if below else 0)
    return f"{head}{status}\n{''.join(below)}{END}"


GOOD = "STC*A2:20:PR*20261124*WQ*150\nREF*1K*P77\nREF*D9*TRACE5"
BAD = "STC*A3:21:85*20261124*U*150******A3:562:85"
ACCEPTED = answer(
    "STC*A1:19:PR*20261124*WQ*300\nQTY*90*2\nAMT*YU*300",
    PROVIDER.format(all=300) + "QTY*QA*2\nAMT*YU*300\n",
    patient(4, GOOD),
    patient(5, GOOD, "ROBIN"),
)
SOME = answer(
    "STC*A1:19:PR*20261124*WQ*300\nQTY*90*1\nQTY*AA*1\nAMT*YU*150\nAMT*YY*150",
    PROVIDER.format(all=300) + "QTY*QA*1\nQTY*QC*1\nAMT*YU*150\nAMT*YY*150\n",
    patient(4, GOOD),
    patient(5, BAD, "ROBIN"),
)
BATCH = answer("STC*A3:24:41*20261124*U*900\nQTY*AA*6\nAMT*YY*900")
BY_HOUSE = answer(
    "STC*A1:19:AY*20261124*WQ*150\nQTY*90*1\nAMT*YU*150",
    PROVIDER.format(all=150).replace(":PR", ""),
    patient(4, "STC*A0:16:PR*20261124*WQ*150\nREF*D9*HOUSE9"),
    source="AY",
)
NO_PROVIDER = answer(
    "STC*A1:19:PR*20261124*WQ*450\nQTY*AA*3\nAMT*YY*450",
    "HL*3*2*19*0\nNM1*85*1*HART*ANN****FI*123456789\nTRN*1*0\nSTC*A3:562:85**U*450\nREF*0B*L77\nQTY*QC*3\nAMT*YY*450\n",
)
LINES = """STC*A3:21*20261124*U*400
REF*BLT*131
DTP*472*RD8*20261101-20261103
SVC*HC:99213:25*100*****1
STC*A7:453*20261124*U*******A7:454
REF*FJ*L1
DTP*472*D8*20261101
SVC*NU:0450*300
STC*A8:455**U*******A8:400**NO CODE
REF*FJ*L2"""
AT_LINES = answer(
    "STC*A1:19:PR*20261124*WQ*400\nQTY*AA*1\nAMT*YY*400",
    PROVIDER.format(all=400) + "QTY*QC*1\nAMT*YY*400\n",
    patient(4, LINES).replace("REF*FJ*L2\nDTP*472*D8*20261110\n", "REF*FJ*L2\n"),
)
SEVERAL = answer(
    "STC*A1:19:PR*20261124*WQ*80\nQTY*AA*1\nAMT*YY*80",
    PROVIDER.format(all=80),
    patient(4, "STC*A7:164:IL*20261124*U*80******A7:158:QC*A7:157:QC\nSTC*A8:496:82*20261124*U*80"),
)
DENTAL = answer(
    "STC*A1:19:PR*20261124*WQ*430\nQTY*AA*1\nAMT*YY*430",
    PROVIDER.format(all=430),
    patient(4, "STC*A7:21*20261124*U*430").replace(
        "DTP*472*D8*20261110\n", "DTP*472*D8*20261110\nSVC*AD:D2393*250\nSTC*A7:244**U\nREF*FJ*1\n"
    ),
)
TWO_HOUSES = answer(
    "STC*A1:19:PR*20261124*WQ*150",
    PROVIDER.format(all=150),
    patient(4, GOOD),
    "HL*5*2*19*0\nNM1*85*2*ELM CLINIC*****XX*1245319599\nTRN*1*0\nSTC*A3:562:85**U*0\n",
)


def x12(number: int, shows: str) -> str:
    """The source of an example that X12 publishes of X214."""
    return open_dental(f"example {number} of X12's specification: {shows}", file="X277.cs")


def training(shows: str) -> str:
    """The source of what a Medicare contractor shows those who bill it."""
    return (
        "Understanding the 277CA Claims Acknowledgement, training of a Medicare contractor, "
        f"studylib.net/doc/8112472: {shows}"
    )


SHAPES = {
    "all taken": Sourced(
        ACCEPTED,
        training("totals of accepted claims at receiver (90) and provider (QA), sums as AMT*YU"),
    ),
    "some taken": Sourced(
        SOME,
        x12(3, "claims taken with REF*1K and refused without it, one sum each"),
    ),
    "the batch refused": Sourced(
        BATCH,
        x12(2, "HL04 0 at the receiver, QTY*AA and AMT*YY; ours has date and sum in STC"),
    ),
    "a clearing house": Sourced(
        BY_HOUSE,
        x12(1, "NM1*AY as source, A0:16 for what is passed on"),
    ),
    "the provider refused": Sourced(
        NO_PROVIDER,
        x12(4, "a provider without claims (HL04 0), QTY*QC and AMT*YY"),
    ),
    "refused at lines": Sourced(
        AT_LINES,
        x12(1, "SVC with U in STC03, a second status in STC11, REF*FJ; a revenue code is not in it"),
    ),
    "many reasons": Sourced(
        SEVERAL,
        x12(1, "a further status beside the first, at a line; ours has them at the claim"),
    ),
    "a tooth": Sourced(
        DENTAL,
        "Parser of answers to an 837D, a public dental program, notes on Availity's 277CA: it answers dental claims",
    ),
    "two who bill": Sourced(
        TWO_HOUSES,
        x12(4, "a second HL*19 behind the claims of the first"),
    ),
}
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "all taken": [
        ("BHT*0085*08", "BHT*0010*08", "ST BHT01 other_code"),
        ("*TH\n", "*DG\n", "ST BHT06 other_code"),
        ("DTP*009*D8*20261124\n", "", "2200A DTP missing_segment"),
        ("STC*A2:20:PR", "STC*A2:20:QQ", "2200D STC01-3 bad_code"),
        ("QTY*QA*2", "QTY*90*2", "2200C QTY01 other_code"),
        ("HL*4*3*PT", "HL*4*3*22", "2000D HL03 other_code"),
        ("AMT*YU*300", "AMT*YU*ALL", "2200B AMT02 not_a_number"),
        ("REF*1K*P77\n", "REF*1K*P77\nREF*1K*P78\n", "2200D REF too_many_segments"),
    ],
    "some taken": [
        ("*U*150******A3:562:85", "*U*150******A3", "2200D STC10-2 missing"),
        ("A3:21:85*20261124*U*", "A3:21:85*20261124*X*", "2200D STC03 bad_code"),
        ("NM1*QC*1*DOE*ROBIN", "NM1*QC*2*DOE*ROBIN", "2100D NM102 other_code"),
        ("QTY*QC*1", "QTY*QC", "2200C QTY02 missing"),
    ],
    "the batch refused": [
        ("STC*A3:24:41*", "STC*A3:24:85*", "2200B STC01-3 other_code"),
        ("HL*2*1*21*0", "HL*2*1*21*1", "2000B HL04 level_child"),
        ("TRN*2*BATCH1", "TRN*1*BATCH1", "2200B TRN01 other_code"),
        ("*U*900\n", "*U\n", "2200B STC04 missing"),
    ],
    "a clearing house": [
        ("NM1*AY*2*", "NM1*85*2*", "2100A NM101 other_code"),
        ("NM1*AY*2*", "NM1*AY*1*", "2100A NM102 other_code"),
        ("*20261124*WQ*150\nREF*D9", "*20261134*WQ*150\nREF*D9", "2200D STC02 bad_date"),
    ],
    "the provider refused": [
        ("HL*3*2*19*0", "HL*3*2*19*1", "2000C HL04 level_child"),
        ("REF*0B*L77", "REF*EI*L77", "2200C REF01 other_code"),
        ("TRN*1*0\n", "TRN*2*0\n", "2200C TRN01 other_code"),
    ],
    "refused at lines": [
        ("SVC*HC:99213:25", "SVC*XX:99213:25", "2220D SVC01-1 bad_code"),
        ("STC*A8:455**U", "STC*A8:455**WQ", "2220D STC03 other_code"),
        ("REF*FJ*L1\n", "REF*6R*L1\n", "2220D REF01 other_code"),
        ("RD8*20261101-20261103", "RD8*20261103", "2200D DTP03 bad_format"),
        ("STC*A7:453*20261124*U*******A7:454\n", "", "2220D STC missing_segment"),
    ],
    "many reasons": [
        ("A7:164:IL", "A7", "2200D STC01-2 missing"),
        ("A7:164:IL", "Q7:164:IL", "2200D STC01-1 [off_list]"),
        ("TRN*2*", "TRN*1*", "2200B TRN01 other_code"),
    ],
    "a tooth": [("SVC*AD:D2393*250", "SVC*AD:D2393", "2220D SVC02 missing")],
    "two who bill": [
        ("HL*5*2*19*0", "HL*5*9*19*0", "2000C HL02 level_parent"),
        ("HL*5*2", "HL*6*2", "2000C HL01 level_number"),
    ],
}  # fmt: skip


@rows(CHANGES)
def test_one_word_changed_in_an_acknowledgment_of_the_trade_is_told(
    name: str, old: str, new: str, expected: str
) -> None:
    assert told(spoiled(SHAPES[name].text, old, new)) == expected
