"""Complete: what a made claim says of its services goes together: codes once, days within the bill, teeth.

A file made by chance draws each element by itself; here they are made to fit, as a practice would have them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from itertools import pairwise

from clearlane.standards.x12.care.diagnoses import BEGAN
from clearlane.standards.x12.care.outpatients import OUTPATIENT_BILLS
from clearlane.standards.x12.generate.draw import pick
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.lists import BY_QUALIFIER, diagnoses_within, place_on

NOW = {"BK": "ABK", "BF": "ABF", "BJ": "ABJ", "PR": "APR", "BN": "ABN", "BR": "BBR", "BQ": "BBQ"}
"""Qualifiers of ICD-9 -> those of today."""
THEN = {now: then for then, now in NOW.items()}
OLD_CODES = ("4019", "25000", "4660", "78650", "7242", "49390", "5990", "7840", "2724", "53081", "3051", "462")
"""Written as ICD-9 has them, whose lists are not here: as many as a claim has diagnoses."""
ONCE, STAYS, PROCEDURES = ("ABK", "ABF"), ("11", "18", "21", "41"), ("BBR", "BBQ")
ANESTHESIA, CHECKUP = "00790", "D0120"
FILLING, SURFACES = "D2391", "O"
CERTIFICATE = ("463", "607")
INDICATOR = 9
PLACES, POINTERS = {"SV1": 5, "SV3": 3}, {"SV1": 7, "SV3": 11}
Claim = list[Line]


def complete(lines: list[Line], rng: random.Random, first: dt.date, last: dt.date) -> list[Line]:
    """The same lines, with claims whose parts fit. first, last: the days within which all of them lie."""
    starts = [at for at, line in enumerate(lines) if line.values[0] in ("CLM", "HL", "SE")]
    dropped: set[int] = set()
    for start, end in pairwise([*starts, len(lines)]):
        if lines[start].values[0] == "CLM":
            claim = lines[start:end]
            _diagnoses(claim, rng, diagnoses_within(first, last))
            _places(claim, first)
            _within_bill(claim)
            dropped.update(map(id, _of_a_visit(claim)))
            for service in _services(claim):
                _professional(service)
                dropped.update(map(id, _without_certificate(service)))
                dropped.update(map(id, _decided_by_nobody(service, claim)))
                _dental(service, claim)
                _pointed(service, claim)
            if last < BEGAN:
                _as_then(claim)
    kept = [line for line in lines if id(line) not in dropped]
    kept[-1].values[1:2] = [str(len(kept))] if kept[-1].values[0] == "SE" else kept[-1].values[1:2]
    return kept


def _services(claim: Claim) -> list[Claim]:
    starts = [at for at, line in enumerate(claim) if line.values[0] == "LX"]
    return [claim[start:end] for start, end in pairwise([*starts, len(claim)])]


def _of(lines: Claim, id: str, qualifier: str = "") -> list[Line]:
    return [line for line in lines if line.values[0] == id and qualifier in ("", line.values[1])]


def _diagnoses(claim: Claim, rng: random.Random, known: Sequence[str]) -> None:
    """Codes of ICD-10, each diagnosis once; in a hospital's bill each with its indicator or none with one."""
    composites = [(line, at) for line in _of(claim, "HI") for at in range(1, len(line.values)) if line.values[at]]
    seen: set[str] = set()
    for line, at in composites:
        parts = line.values[at].split(":")
        parts[0] = NOW.get(parts[0], parts[0])
        if parts[0] in PROCEDURES:
            parts[1] = pick(rng, BY_QUALIFIER[parts[0]])
        while parts[0] in ONCE and parts[1] in seen and len(seen) < len(known):
            parts[1] = pick(rng, known)
        seen.update(parts[1:2] if parts[0] in ONCE else ())
        line.values[at] = ":".join(parts)
    told = [line.values[at].split(":") for line, at in composites]
    if any(len(parts) == INDICATOR for parts in told):
        for line, at in composites:
            parts = line.values[at].split(":")
            if parts[0] in ONCE and len(parts) < INDICATOR:
                line.values[at] = ":".join([*parts, *[""] * (INDICATOR - len(parts) - 1), "Y"])


def _as_then(claim: Claim) -> None:
    """Codes of ICD-9, each once, in a file of days on which those of ICD-10 did not count."""
    composites = [(line, at) for line in _of(claim, "HI") for at in range(1, len(line.values)) if line.values[at]]
    for number, (line, at) in enumerate(composites):
        parts = line.values[at].split(":")
        if parts[0] in THEN:
            line.values[at] = ":".join([THEN[parts[0]], OLD_CODES[number % len(OLD_CODES)], *parts[2:]])


def _pointed(service: Claim, claim: Claim) -> None:
    """A line points to diagnoses that the claim has, to each once."""
    known = sum(text.split(":")[0] in ONCE for line in _of(claim, "HI") for text in line.values[1:])
    for line in service:
        at = POINTERS.get(line.values[0], 0)
        if at and len(line.values) > at and line.values[at]:
            pointers = [one for one in dict.fromkeys(line.values[at].split(":")) if int(one) <= known]
            line.values[at] = ":".join(pointers or ["1"] * bool(known))
            while not line.values[-1]:
                line.values.pop()


def _places(claim: Claim, first: dt.date) -> None:
    """Places of service that were there on the first day."""
    code, qualifier, *rest = claim[0].values[5].split(":")
    if qualifier == "B":
        claim[0].values[5] = ":".join([place_on(code, first), qualifier, *rest])
    for line in claim:
        at = PLACES.get(line.values[0], 0)
        if at and len(line.values) > at and line.values[at]:
            line.values[at] = place_on(line.values[at], first)


def _within_bill(claim: Claim) -> None:
    """What an institutional claim tells of days lies within its statement."""
    statement = next((line.values[3] for line in _of(claim, "DTP", "434")), "")
    if not statement:
        return
    first = statement[:8]
    for line in (*_of(claim, "DTP", "435"), *_of(claim, "DTP", "472")):
        line.values[3] = statement if line.values[2] == "RD8" else first + line.values[3][8:]
    for line in _of(claim, "HI"):
        line.values[1:] = [_dated(text, first) for text in line.values[1:]]


def _of_a_visit(claim: Claim) -> list[Line]:
    """A bill for who was not admitted is of one day where a line does not say its own; returns procedures of stays."""
    if claim[0].values[5].split(":")[0].encode() not in OUTPATIENT_BILLS:
        return []
    if not all(_of(service, "DTP", "472") for service in _services(claim)):
        for line in _of(claim, "DTP", "434"):
            line.values[3] = f"{line.values[3][:8]}-{line.values[3][:8]}"
        _within_bill(claim)
    return [line for line in _of(claim, "HI") if line.values[1].split(":")[0] in PROCEDURES]


def _dated(composite: str, day: str) -> str:
    parts = composite.split(":")
    return ":".join([*parts[:3], day, *parts[4:]]) if parts[0] in PROCEDURES and len(parts) > 3 else composite


def _professional(service: Claim) -> None:
    """Minutes are of an anesthesia, equipment is what its line bills."""
    for line in _of(service, "SV1"):
        if line.values[3] == "MJ":
            line.values[1] = f"HC:{ANESTHESIA}"
        for rented in _of(service, "SV5"):
            rented.values[1] = ":".join([rented.values[1].split(":")[0], line.values[1].split(":")[1]])


def _without_certificate(service: Claim) -> list[Line]:
    """The parts of a certificate that is not whole."""
    marks = [line for line in _of(service, "PWK", "CT") if line.values[2] in ("AB", "AD", "AF", "AG", "NS")]
    certified = _of(service, "CR3")
    is_whole = bool(certified) and all(_of(service, "DTP", code) for code in CERTIFICATE)
    return [] if is_whole else [*marks, *certified]


def _decided_by_nobody(service: Claim, claim: Claim) -> list[Line]:
    """The decisions (2430) of a line beyond one for each other payer that the claim names."""
    payers = {line.values[9] for line in _of(claim, "NM1", "PR") if line.loop == "2330B"}
    decided = [line for line in service if line.loop == "2430"]
    starts = [at for at, line in enumerate(decided) if line.values[0] == "SVD"]
    return decided[starts[len(payers)] :] if len(starts) > len(payers) else []


def _dental(service: Claim, claim: Claim) -> None:
    """A filling has its tooth and surface; what is treated is not missing; no more months are left than there are."""
    teeth = [line for line in _of(service, "TOO") if len(line.values) > 2 and line.values[2]]
    for line in _of(service, "SV3"):
        qualifier, code, *rest = line.values[1].split(":")
        if code == FILLING and not teeth:
            line.values[1] = ":".join([qualifier, CHECKUP, *rest])
        elif code == FILLING:
            for tooth in teeth:
                tooth.values[3:] = [SURFACES]
    treated = {line.values[2] for line in teeth}
    for line in _of(claim, "DN2"):
        if line.values[1] in treated:
            line.values[2] = "E"
    for line in _of(claim, "DN1"):
        if len(line.values) > 2 and line.values[1] and line.values[2]:
            line.values[2] = min(line.values[1:3], key=int)
