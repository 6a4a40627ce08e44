"""Answers to eligibility inquiries (271) whose shapes stand in X12's samples and in its answers to questions."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "271 005010X279A1"
answered = filer(kind="271", group="HB", version="005010X279A1")

HEAD = """
BHT*0022*11*ASK1*20261124*0931
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK CLINIC*****SV*2000035
"""
MEMBER = (
    HEAD
    + """HL*3*2*22*0
TRN*2*93175-12547*9OAK000001
NM1*IL*1*DOE*JANE****MI*W1
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19800102*F
DTP*346*D8*20260101
"""
)
BENEFITS = """EB*1**30**GOLD 123 PLAN
EB*L
EB*1**1^33^35^47^86^88^98^AL^MH^UC
EB*B**1^33^35^47^86^88^98^AL^MH^UC*HM*GOLD 123 PLAN*27*10*****Y
EB*B**1^33^35^47^86^88^98^AL^MH^UC*HM*GOLD 123 PLAN*27*30*****N
"""
DOCTOR = "LS*2120\nNM1*P3*1*HART*ANN****SV*0202034\nLE*2120\n"
CHILD = (
    HEAD
    + """HL*3*2*22*1
NM1*IL*1******MI*W1
HL*4*3*23*0
TRN*2*93175-12548*9OAK000001
NM1*03*1*DOE*ROBIN
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*20150304*M
INS*N*19
DTP*346*D8*20260101
"""
)
FIRST = "005010x279 (example 1b)"
REFUSED = """
BHT*0022*11*ASK1*20261124*0931
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*0
NM1*1P*1*HART*ANN****SV*0202034
AAA*Y**50*N
"""
STEDI = "AAA errors in eligibility checks, Stedi, stedi.com/blog"
NOT_FOUND = """HL*3*2*22*0
TRN*2*T1*9OAK000001
NM1*IL*1*DOE*JANE****MI*W1
AAA*N**75*C
"""
LONG = "".join(f"MSG*NOTE {n} ON THE BENEFIT\n" for n in range(1, 12))

SHAPES = {
    "a subscriber's benefits with doctor": answered(
        MEMBER + BENEFITS.replace("EB*L\n", "EB*L\n" + DOCTOR),
        example(FIRST, "status, ten service types in one EB, copays in and out of the plan, the doctor in LS and LE"),
    ),
    "the bracket is not closed": answered(
        MEMBER + BENEFITS.replace("EB*L\n", "EB*L\n" + DOCTOR.replace("LE*2120\n", "")),
        example(FIRST, "LS and LE with 2120 stand about the related parties"),
        "2110C LE missing_segment",
    ),
    "a dependent's benefits": answered(
        CHILD + BENEFITS + DOCTOR,
        example("005010x279 (example 2b)", "the subscriber by number alone; INS N 19; the dependent's own EB loops"),
    ),
    "a dependent of the subscriber's code": answered(
        CHILD.replace("INS*N*19", "INS*N*18") + BENEFITS,
        example(
            "005010x279 (example 2b)", "a dependent's INS02 says child, spouse or other; 18 is the subscriber's own"
        ),
        "2100D INS02 other_code",
    ),
    "the provider may not ask": answered(
        REFUSED,
        example("005010x279 (error response)", "AAA 50 with follow-up N at the receiver, no level below"),
    ),
    "a refusal whose level has no child": answered(
        REFUSED.replace("21*0", "21*1"),
        example("005010x279 (error response)", "prints HL04 1 at the receiver although none stands below"),
        "2000B HL04 level_child",
    ),
    "one of two patients cannot be answered": answered(
        MEMBER + "EB*1**30\nHL*4*2*22*0\nTRN*2*T2*9OAK000001\nNM1*IL*1*ROE*LEE****MI*W2\nAAA*Y**42*Y\n",
        interpretation(1716, "of two patients one is answered, the other refused with AAA 42 and Y in its own 2100C"),
    ),
    "the source does not answer": answered(
        HEAD.replace("PI*12345\n", "PI*12345\nAAA*Y**80*N\n").replace("HL*1**20*1", "HL*1**20*0").split("HL*2")[0],
        interpretation(
            2784, "AAA 80 with follow-up N says that the source did not answer and shall not be asked again"
        ),
    ),
    "the source does not answer, code of a level below": answered(
        HEAD.replace("PI*12345\n", "PI*12345\nAAA*Y**75*N\n").replace("HL*1**20*1", "HL*1**20*0").split("HL*2")[0],
        f"{STEDI}: 75 (subscriber not found) belongs to 2100C and 2100D, not to the source",
        "2100A AAA03 other_code",
    ),
    "subscriber not found": answered(
        HEAD + NOT_FOUND,
        f"{STEDI}: 75 at 2100C",
    ),
    "copay by visit of dental and vision": answered(
        MEMBER + "EB*1**35^AL\nEB*B**98***27*10**S7*18\nEB*B**98***27*5**S8*65\n",
        interpretation(1628, "EB09 S7 and S8 with an age in EB10 say from and up to which age a copay holds"),
    ),
    "no copay stated as zero": answered(
        MEMBER + "EB*1**30\nEB*A*******.00****Y*AD:D4346\n",
        interpretation(2668, "a coinsurance of nothing by a dental procedure in EB13, without EB03"),
    ),
    "dental in and out of the network": answered(
        MEMBER + "EB*1**35*********Y\nEB*I**35*********N\n",
        interpretation(1852, "EB 1 with Y and EB I with N: covered inside the network alone"),
    ),
    "the plan once, limits by type": answered(
        MEMBER + "EB*1**30*HM*GOLD 123 PLAN\nEB*3**33*HM*GOLD 123 PLAN*******Y\nEB*I**33*********N\n",
        interpretation(2485, "EB 1 of type 30 with HM, EB 3 of type 33 inside the network, EB I outside"),
    ),
    "ten types, each in its EB": answered(
        MEMBER + "".join(f"EB*1**{one}\n" for one in "1 33 35 47 86 88 98 AL MH UC".split()),
        interpretation(1313, "the ten types of a generic answer by repetition; here each in its own EB"),
    ),
    "eleven messages": answered(
        MEMBER + "EB*1**30\n" + LONG,
        interpretation(2668, "MSG may stand ten times in a benefit"),
        "2110C MSG too_many_segments",
    ),
    "primary care provider with telephone": answered(
        MEMBER + "EB*L\nLS*2120\nNM1*P3*1*HART*ANN****XX*1245319599\nPER*IC*DESK*TE*2085550102\nLE*2120\n",
        interpretation(970, "the primary care provider's contact stands in PER of 2120C"),
    ),
    "the payer again with a claims address": answered(
        MEMBER + "EB*1**30\nLS*2120\nNM1*PR*2*HARBOR MUTUAL\nN3*PO BOX 9\nN4*BOISE*ID*83701\nLE*2120\n",
        interpretation(176, "the payer may stand in 2120C with another address"),
    ),
    "two sources answer": answered(
        MEMBER
        + "EB*1**30\n"
        + MEMBER.split("BHT*0022*11*ASK1*20261124*0931\n")[1]
        .replace("HL*3*2*", "HL*6*5*")
        .replace("HL*2*1*", "HL*5*4*")
        .replace("HL*1*", "HL*4*")
        .replace("HARBOR MUTUAL*****PI*12345", "STATE DENTAL*****PI*77")
        + "EB*1**35\n",
        interpretation(2503, "answers of two sources stand under two 2000A levels"),
    ),
}
