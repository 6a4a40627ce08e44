"""Acknowledgments (999) whose shapes stand in X12's sample and answers, or in what translators' makers publish."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "999 005010X231A1"
told_back = filer(kind="999", group="FA", version="005010X231A1")

GROUP = "AK1*HC*2145001*005010X222A1\n"
SETS = """AK2*837*0001*005010X222A1
IK5*A
AK2*837*0002*005010X222A1
IK3*CLM*22**8
CTX*CLM01:123456789
IK4*2*782*1
IK5*R*5
AK2*837*0003*005010X222A1
IK3*REF*57**3
CTX*SITUATIONAL TRIGGER*CLM*43**5:3
CTX*CLM01:987654321
IK5*R*5
AK9*P*3*3*1
"""
FIRST = "005010x231 (example 1)"
TIBCO = "999 examples, TIBCO Foresight, docs.tibco.com"
SIX = """AK2*837*0001*005010X222A1
IK3*N4*9*2010AA*8
IK4*1*19*7*B0ISE
IK4*4*26*I12
IK3*CLM*31*2400*I6
IK3*NM1*36*2310A*8
IK4*3*1035*7
IK5*R*5
AK9*R*1*1*0
"""
FOUR = SIX.replace("2010AA", "2010").replace("2310A", "2310")
COUNTED = "999 implementation acknowledgment guide, State of New Jersey Office of Information Technology, nj.gov"
CODES = "AK9 codes of a 999, KA Software, kasoftware.com"

SHAPES = {
    "one of three sets stands": told_back(
        GROUP + SETS,
        example(FIRST, "a set taken, a missing element, a segment that its situation demands, with CTX of both kinds"),
    ),
    "sets named without version": told_back(
        GROUP + SETS.replace("*005010X222A1\nIK", "\nIK"),
        example(FIRST, "AK2 may leave AK203 out, as one of its samples does"),
    ),
    "a segment in error without its place": told_back(
        GROUP + SETS.replace("IK3*CLM*22**8", "IK3*CLM***8"),
        example(FIRST, "IK302 holds the segment's place in the set"),
        "2100 IK302 missing",
    ),
    "an element in error without reason": told_back(
        GROUP + SETS.replace("IK4*2*782*1", "IK4*2*782"),
        example(FIRST, "IK403 says what is wrong"),
        "2110 IK403 missing",
    ),
    "loops named, values given back": told_back(
        GROUP + FOUR,
        f"{TIBCO}: IK303 with the loop (here cut to four places), IK404 with the value, IK403 I12 and IK304 I6",
    ),
    "loops named by six places": told_back(
        GROUP + SIX,
        f"{TIBCO}: prints 2010AA and 2310A in IK303, where element 447 has four places",
        "2100 IK303 too_long; 2100 IK303 too_long",
    ),
    "a group without version": told_back(
        "AK1*HC*2145001\n" + FOUR,
        f"{TIBCO}: prints AK1 without AK103, which the guide requires",
        "ST AK103 missing",
    ),
    "the name of a business unit": told_back(
        GROUP + "AK2*837*0001*005010X222A1\nIK3*NM1*12*2010*8\nCTX*SUBSCRIBER NAME NM109:W1\nIK5*E*5\nAK9*E*1*1*1\n",
        interpretation(1312, "CTX names the business unit, here the subscriber, by its id"),
    ),
    "a segment that the standard does not know": told_back(
        GROUP + "AK2*837*0001*005010X222A1\nIK3*ZZZ*12**1\nIK5*R*5\nAK9*R*1*1*0\n",
        interpretation(1257, "IK301 shall be an id of the standard; no such list is held here, so any id is taken"),
    ),
    "another version than the group's": told_back(
        GROUP + "AK2*837*0001*005010X223A2\nIK5*R*I6\nAK9*R*1*1*0\n",
        interpretation(1438, "AK203 gives ST03 back; IK502 I6 where the guide is not supported"),
    ),
    "another version, older code": told_back(
        GROUP + "AK2*837*0001*005010X223A2\nIK5*R*19\nAK9*R*1*1*0\n",
        interpretation(1438, "19 is the other code for it"),
    ),
    "the set's header is bad": told_back(
        GROUP + "AK2*837*0001\nIK5*R*7\nAK9*R*1*1*0*5\n",
        interpretation(1339, "a bad ST: IK5 refuses, AK905 5 says that the group's count is off"),
    ),
    "an element that the guide alone demands": told_back(
        GROUP + "AK2*837*0001*005010X222A1\nIK3*NM1*12*2010*8\nIK4*9*67*I9\nIK5*R*I5\nAK9*R*1*1*0\n",
        interpretation(2502, "IK403 I9 for what the guide demands, 1 for what the standard demands"),
    ),
    "what situation demanded it": told_back(
        GROUP
        + "AK2*837*0001*005010X222A1\nIK3*DTP*25*2300*I6\nCTX*SITUATIONAL TRIGGER*CLM*24*2300*11\n"
        + "CTX*CLM01:A1\nIK5*R*5\nAK9*R*1*1*0\n",
        interpretation(812, "the sample's CTX of a situational trigger, with segment, place, loop and element"),
    ),
    "taken with errors": told_back(
        GROUP + "AK2*837*0001*005010X222A1\nIK3*PER*6*1000*8\nIK4*4*364*5\nIK5*E*5\nAK9*E*1*1*1\n",
        f"{CODES}: E, taken although errors were noted",
    ),
    "a verdict that no code names": told_back(
        GROUP + "AK2*837*0001*005010X222A1\nIK5*A\nAK9*T*1*1*1\n",
        f"{CODES}: A, E, M, P, R, W and X are the verdicts on a group",
        "ST AK901 bad_code",
    ),
    "no count of sets taken": told_back(
        GROUP + "AK9*A*3*3\n",
        f"{COUNTED}: AK902 to AK904 count the sets named, read and taken",
        "ST AK904 missing",
    ),
}
