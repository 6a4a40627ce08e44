"""Answers to interchanges (TA1) whose shapes stand in what translators' makers and X12 publish; no set, no group."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import interpretation, unfound
from tests.standards.guides.byhand.made_by_hand import Sourced

GUIDE = "TA1 00501"
SOFTWARE_AG = "TA1 note codes, Software AG webMethods, documentation.softwareag.com"
BIZTALK = "X12 TA1 acknowledgment, Microsoft BizTalk Server, learn.microsoft.com"
STAEDI = "Tests of a parser, staedi, github.com/xlate/staedi"
STEDI = "TA1 segment, Stedi, stedi.com/edi/x12"


def alone(ta1: str, source: str, says: str = "") -> Sourced:
    """An interchange of answers without a group."""
    return Sourced(f"\n{ta1}\nIEA*0*000000101\n", source, says)


SHAPES = {
    "taken": alone("TA1*000000905*261123*0930*A*000", f"{BIZTALK}: A with 000, TA1 alone between ISA and IEA"),
    "taken with errors": alone("TA1*000000905*261123*0930*E*022", f"{BIZTALK}: E, taken although errors were noted"),
    "refused for its sender": alone("TA1*000000905*261123*0930*R*006", f"{SOFTWARE_AG}: 006 names a bad sender"),
    "refused for its receiver": alone("TA1*000000905*261123*0930*R*008", f"{SOFTWARE_AG}: 008 names a bad receiver"),
    "refused for its trailer": alone(
        "TA1*000000905*261123*0930*R*001", f"{SOFTWARE_AG}: 001, header and trailer differ"
    ),
    "refused for its version": alone("TA1*000000905*261123*0930*R*017", f"{SOFTWARE_AG}: 017 names a bad version"),
    "refused as sent twice": alone("TA1*000000905*261123*0930*R*025", unfound("025 names a number that came before")),
    "refused for its end": alone("TA1*000000905*261123*0930*R*023", f"{SOFTWARE_AG}: 023, the file ends too early"),
    "refused for its groups": alone(
        "TA1*000000905*261123*0930*R*021", f"{SOFTWARE_AG}: 021 names a bad number of groups"
    ),
    "two answers": alone(
        "TA1*000000905*261123*0930*A*000\nTA1*000000906*261123*0931*R*009",
        unfound("an interchange that answers several"),
    ),
    "an answer to nothing readable": alone(
        "TA1*000000905*261123*0930*R*024",
        interpretation(2102, "a TA1 needs an ISA that could be read; 024 names bad content of it"),
    ),
    "a verdict of no kind": alone(
        "TA1*000000905*261123*0930*P*000", f"{BIZTALK}: TA104 is A, E or R", "TA104 ta1_value"
    ),
    "a note of no kind": alone(
        "TA1*000000905*261123*0930*R*099", f"{SOFTWARE_AG}: notes go from 000 on in three digits", "TA105 ta1_value"
    ),
    "a number too short": alone("TA1*905*261123*0930*A*000", f"{STEDI}: TA101 has nine digits", "TA101 ta1_value"),
    "a day of eight digits": alone(
        "TA1*000000905*20261123*0930*A*000", f"{STEDI}: TA102 has six digits", "TA102 ta1_value"
    ),
    "no note": alone("TA1*000000905*261123*0930*A", f"{STEDI}: TA105 must stand", "TA105 ta1_value"),
    "a count of groups without group": Sourced(
        "\nTA1*000000905*261123*0930*A*000\nIEA*1*000000101\n",
        f"{STAEDI}: a file of a TA1 alone whose IEA01 is 1",
        "IEA01 iea_count",
    ),
}
