"""Lines of a claim, of any kind: how they are numbered, to which diagnoses they point, and ranges of days."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from clearlane.standards.x12.balance.cut import ClaimCut
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.line_rules import line_finding
from clearlane.standards.x12.care.whole import IS_PAYER, Whole
from clearlane.vocabulary.finding import Finding

POINTERS = {b"SV1": 7, b"SV3": 11}
"""The element of a line that points to diagnoses, as `1:2`."""
_LONGEST = 6
"""Digits of a number of a line."""
_DIAGNOSES = (b"ABK", b"ABF", b"BK", b"BF", b"TQ")
_NUMBERS = tuple(tuple(b"%d" % n for n in range(1, count + 1)) for count in range(51))
"""By how many there are."""
_RESTS = {b"SV1": (0, 2, 4), b"SV3": (None, 0, 8)}
"""Where unit, place and pointers stand among what is behind the charge of a line."""


def are_numbered(cut: ClaimCut) -> bool:
    """Whether the lines of a claim are certainly numbered one by one.

    Raises IndexError for more lines than are told so fast.
    """
    return cut.numbers == _NUMBERS[len(cut.numbers)] and cut.is_whole


def parts_of_rest(service: bytes, rest: bytes) -> tuple[bytes, bytes, bytes]:
    """Unit, place and pointers of what stands behind the charge of a line; empty where there is none."""
    parts = rest.split(b"*")
    unit, place, pointers = (parts[at] if at is not None and at < len(parts) else b"" for at in _RESTS[service])
    return unit, place, pointers


def judge_lines(whole: Whole) -> Iterator[Finding]:
    """What is wrong with the numbers and pointers of lines, and with ranges of days of the claim and its lines."""
    diagnoses = [
        at for spot in whole.of(b"HI") for at, one in enumerate(spot.parts[1:], 1) if one.split(b":")[0] in _DIAGNOSES
    ]
    yield from _reversed(whole.head, "2300")
    yield from _numbered(whole)
    told: set[bytes] = set()
    for line in whole.lines:
        for spot in line:
            yield from _pointed(spot, diagnoses, told)
        yield from _reversed(line, "2400")


def _numbered(whole: Whole) -> Iterator[Finding]:
    """Lines that have not the number of their place; behind one that is lost, those that go on counting are right."""
    before = 0
    for place, line in enumerate(whole.lines, 1):
        found = line[0].part(1)
        number = int(found) if found.isdigit() and len(found) <= _LONGEST else None
        if number not in (place, before + 1):
            words = {"found": found.decode("latin-1"), "expected": str(place)}
            yield line_finding("number", line[0].place("2400", 1), **words)
        before = place if number is None else number


def _pointed(spot: Spot, diagnoses: list[int], told: set[bytes]) -> Iterator[Finding]:
    """told: what the claim has not, and a line before has pointed to: one diagnosis that is lost is told once."""
    element = POINTERS.get(spot.parts[0], 0)
    wrong = wrong_pointer(spot.part(element), diagnoses, told) if element else b""
    if wrong:
        is_there = wrong.isdigit() and int(wrong[:4]) in diagnoses
        if not is_there:
            told.add(wrong)
        words = {"found": wrong.decode("latin-1"), "wrong": " twice" if is_there else ", which the claim has not"}
        words |= {"expected": _places(diagnoses)}
        yield line_finding("pointer", spot.place("2400", element), **words)


def _places(diagnoses: list[int]) -> str:
    """To what a line may point."""
    if len(diagnoses) < 2:
        return str(diagnoses[0]) if diagnoses else "a diagnosis in the claim (HI)"
    most = len(diagnoses)
    places = f"1 to {most}" if diagnoses == list(range(1, most + 1)) else ", ".join(map(str, diagnoses))
    return f"{places}, each once"


def wrong_pointer(pointers: bytes, diagnoses: Sequence[int], told: Container[bytes] = ()) -> bytes:
    """The first pointer that points to nothing, or where another has pointed; nothing where all are right.

    diagnoses: the places in which the claim has one. told: what is passed over, since another line has pointed to it.
    """
    seen: set[bytes] = set()
    for one in pointers.split(b":") if pointers else ():
        if not one or one in told:
            continue
        if one in seen or not one.isdigit() or int(one[:4]) not in diagnoses:
            return one
        seen.add(one)
    return b""


def judge_other_payers(whole: Whole) -> Iterator[Finding]:
    """What lines tell of other payers' decisions names payers that the claim has; of each that it has not, once.

    Where two have one id, whose own is lost, that is told alone.
    """
    named = [spot.part(9) for spot in whole.others if spot.parts[:2] == IS_PAYER]
    if any(id and named.count(id) > 1 for id in named):
        return
    ids = list(dict.fromkeys(named))
    expected = " or ".join(id.decode("latin-1") for id in ids) or "a payer of a coverage (2320) in the claim"
    for line in whole.lines:
        for spot in line:
            if spot.parts[0] == b"SVD" and spot.part(1) not in ids:
                words = {"found": spot.part(1).decode("latin-1"), "expected": expected}
                yield line_finding("other_payer", spot.place("2430", 1), **words)
                ids.append(spot.part(1))


def _reversed(segments: list[Spot], loop: str) -> Iterator[Finding]:
    for spot in segments:
        first, _, last = spot.part(3).partition(b"-")
        if spot.parts[0] == b"DTP" and spot.part(2) == b"RD8" and first > last:
            words = {"found": spot.part(3).decode("latin-1"), "expected": "the earlier day first"}
            yield line_finding("days_reversed", spot.place(loop, 3), **words)
