"""Services reviews asked for (278): shapes of X12's samples and answers, and of what CMS publishes."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation, unfound

GUIDE = "278 request 005010X217"
asked = filer(kind="278", group="HI", version="005010X217")

HEAD = """
BHT*0007*13*A12345*20261124*1425
HL*1**20*1
NM1*X3*2*HARBOR MUTUAL*****46*789312
HL*2*1*21*1
NM1*1P*1*HART*ANN****46*111223333
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
"""
EVENT = HEAD + "DMG*D8*19800102*F\n"
REFERRAL = (
    EVENT
    + """HL*4*3*EV*0
TRN*1*111099*9012345678
UM*SC*I*3*11:B*****Y
HI*BF:41090:D8:20261101
HSD*VS*1
NM1*SJ*1*BELL*KIM****46*444556666
PER*IC**TE*2085550102
PRV*PE*PXC*207RC0000X
"""
)
ADMISSION = (
    EVENT
    + """HL*4*3*EV*1
TRN*1*111100*9012345678
UM*AR*I*2*21:B
DTP*435*D8*20261201
HI*BF:41090:D8:20261101
HSD*DY*7
CL1*2
NM1*71*1*BELL*KIM****46*444556666
NM1*FA*2*OAK HOSPITAL*****24*123456789
HL*5*4*SS*0
UM*HS*I*2*21:B
HI*BO:0
"""
)
SURGERY = ADMISSION.replace("HI*BO:0\n", "DTP*472*D8*20261202\nSV2**HC:33510\n")
HOME = (
    EVENT
    + """HL*4*3*EV*1
TRN*1*111101*9012345678
UM*HS*I**12:B
HI*BF:436:D8:20261101
CR6*7*20261130*RD8*20261130-20270130***N*I
NM1*SJ*2*OAK HOME CARE*****46*777889999
HL*5*4*SS*0
SV1*HC:99506
HSD*VS*1*DA**35*10
"""
)
EMERGENCY = (
    EVENT
    + """HL*4*3*EV*0
TRN*1*111102*9012345678
UM*AR*I*A4*21:B**03
DTP*435*D8*20261124
HI*BF:29620
CL1*1
NM1*FA*2*OAK HOSPITAL*****24*123456789
"""
)
RIDE = (
    EVENT
    + """HL*4*3*EV*1
TRN*1*111103*9012345678
UM*HS*I*56*41:B
DTP*AAH*D8*20261201
HI*BF:5990
CRC*07*Y*01
CR1***I**DH*22
NM1*PW*2*THE HOME
N3*1 MAIN ST
N4*BOISE*ID*83702
NM1*45*2*OAK HOSPITAL
N3*12 ELM ST
N4*BOISE*ID*83702
HL*5*4*SS*0
SV1*HC:A0428
"""
)
RESERVED = (
    HEAD.replace("*1425\n", "*1425*RU\n")
    + """HL*4*3*EV*0
TRN*1*111104*9012345678
UM*IN*I*3*11:B
HSD*VS*10
NM1*SJ*1*BELL*KIM****46*444556666
"""
)

SHAPES = {
    "a referral to a specialist": asked(
        REFERRAL,
        example("005010x217 (1a referral)", "UM SC with diagnosis and onset, one visit, NM1 SJ with PER and PRV"),
    ),
    "a referral without trace's owner": asked(
        REFERRAL.replace("TRN*1*111099*9012345678", "TRN*1*111099"),
        example("005010x217 (1a referral)", "TRN03 says whose trace it is"),
        "2000E TRN03 missing",
    ),
    "an admission with its surgery": asked(
        SURGERY,
        example(
            "005010x217 (2a admission)", "UM AR, DTP 435, HSD of days, CL1, NM1 71 and FA, a service with DTP and SV2"
        ),
    ),
    "a hospital's level beneath no event": asked(
        SURGERY.replace("HL*5*4*SS", "HL*5*3*SS"),
        example("005010x217 (2a admission)", "the HL02 of a service names its event"),
        "2000F HL02 level_parent",
    ),
    "an emergency": asked(
        EMERGENCY,
        example("005010x217 (emergency)", "UM06 03 of an emergency, CL101 1, service type A4, no service beneath"),
    ),
    "care at home": asked(
        HOME,
        example("005010x217 (home health care)", "no UM03, CR6 with period, visits a day in HSD of the service"),
    ),
    "care at home, a service of the wrong event": asked(
        HOME.replace("HL*5*4*SS*0", "HL*5*4*SS*0\nSV1*HC:G0154\nHL*6*5*SS*0"),
        example("005010x217 (home health care)", "prints a service beneath a service, which has no levels below"),
        "2000F HL02 level_parent",
    ),
    "care at home without its start": asked(
        HOME.replace("CR6*7*20261130*RD8*20261130-20270130***N*I", "CR6*7******N*I"),
        example("005010x217 (home health care)", "CR602 holds the day on which care begins"),
        "2000E CR602 missing",
    ),
    "care at home that ends before it begins": asked(
        HOME.replace("20261130-20270130", "20270130-20261130"),
        example("005010x217 (home health care)", "CR604 holds the days from which and to which care is planned"),
        "2000E CR604 [off_list]",
    ),
    "a ride that is no emergency": asked(
        RIDE,
        example(
            "005010x217 (non-emergency transport)", "CRC 07, CR1 with miles, NM1 PW and the place to go with N3, N4"
        ),
    ),
    "a ride to a place without street": asked(
        RIDE.replace("N3*12 ELM ST\n", ""),
        example("005010x217 (non-emergency transport)", "each place of a ride has N3 and N4"),
        "2010EB N3 missing_segment",
    ),
    "visits reserved": asked(
        RESERVED, example("005010x217 (6a reservation)", "BHT06 RU, UM IN with ten visits, no diagnosis")
    ),
    "a routine review": asked(
        REFERRAL.replace("UM*SC*I*3*11:B*****Y", "UM*SC*I*3*11:B"),
        interpretation(2642, "UM06 is left out of a routine review; 03, E and U are its codes"),
    ),
    "a review of another urgency": asked(
        REFERRAL.replace("UM*SC*I*3*11:B*****Y", "UM*SC*I*3*11:B**02"),
        interpretation(2642, "there is no code of a routine review in UM06"),
        "2000E UM06 bad_code",
    ),
    "equipment with papers to follow": asked(
        EVENT
        + """HL*4*3*EV*1
TRN*1*111105*9012345678
UM*HS*I*12*12:B
HI*ABK:M545
PWK*77*EL***AC*ATT105
HL*5*4*SS*0
DTP*472*RD8*20261201-20270531
SV1*HC:K0823**UN*1
""",
        unfound("equipment with PWK 77 and EL, the number of the papers in PWK06"),
    ),
    "equipment whose papers have no number": asked(
        EVENT + "HL*4*3*EV*0\nTRN*1*111105*9012345678\nUM*HS*I*12*12:B\nHI*ABK:M545\nPWK*77*EL***AC\n",
        unfound("PWK05 and PWK06 go together, as the standard has it"),
        "2000E PWK06 missing_by_note",
    ),
}
