"""Inputs over which engines stumble, each made from one clean file: what every file has, then claims and payments."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, changed, counted, join, lines

Change = Callable[[bytes], bytes]
CLAIM, PAY = join(lines()), join(lines(PAYMENT))
LONG = 10_000_000


def put(old: str, new: str) -> Change:
    """The first such bytes replaced; they must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode("latin-1"), 1)

    return change


def count_up(pattern: str) -> Change:
    """The number in the first match raised by one."""
    found = re.compile(pattern.encode())

    def change(data: bytes) -> bytes:
        match = found.search(data)
        assert match
        start, end = match.span(1)
        return data[:start] + str(int(match[1]) + 1).zfill(end - start).encode() + data[end:]

    return change


def without(id: str) -> Change:
    """The segments with an id gone."""
    return lambda data: b"".join(one + b"~" for one in data.split(b"~")[:-1] if not one.startswith(id.encode() + b"*"))


def cut_at(mark: str, behind: int = 0) -> Change:
    """Nothing from there on."""
    return lambda data: data[: data.index(mark.encode()) + behind]


def twice_the_set(data: bytes) -> bytes:
    """The same set with the same number once more."""
    start, end = data.index(b"ST*"), data.index(b"GE*1*")
    return (data[:end] + data[start:]).replace(b"GE*1*", b"GE*2*")


def behind(id: str, segment: str, text: str) -> Change:
    """One more segment behind the first with an id, counted."""

    def change(_: bytes) -> bytes:
        first = next(one for one in lines(text) if one.startswith(id))
        return changed(id, f"{first}\n{segment}", text)

    return change


def common(text: str, name: str) -> dict[str, Change]:
    """What is done to any file. name: the text of a name in it."""
    last = name[-1]
    return {
        "cut in ISA": lambda data: data[:60],
        "cut in GS": lambda data: data[:130],
        "cut inside a segment": cut_at("DTM*405" if "BPR" in text else "HI*ABK", 4),
        "cut before SE": cut_at("SE*"),
        "GE missing": without("GE"),
        "IEA missing": without("IEA"),
        "SE01 wrong": count_up(r"SE\*(\d+)\*"),
        "SE02 mismatch": count_up(r"SE\*\d+\*(\d+)"),
        "GE01 wrong": count_up(r"GE\*(\d+)\*"),
        "IEA02 mismatch": count_up(r"IEA\*1\*(\d+)"),
        "ISA 105 long": put("SUBMITTER      *", "SUBMITTER     *"),
        "separators clash": put("*P*:~", "*P**~"),
        "duplicate ST02": twice_the_set,
        "NUL in a name": put(name, name[:-1] + "\0" + last),
        "Latin-1 byte in a name": put(name, name + "\xc9"),
        "UTF-8 in a name": lambda data: data.replace(name.encode(), f"{name}É".encode(), 1),
        "empty": lambda data: b"",
        "4 KB of random bytes": lambda data: random.Random(1).randbytes(4096),
        "10 MB in an element": put(name, "A" * LONG),
        "10 MB and no terminator": lambda data: data[:-1] + b"A" * LONG,
        "garbage after IEA": lambda data: data + b"THIS IS NOT X12~",
        "unknown segment": behind("LX*1", "QQQ*1", text),
        "lower-case id": lambda _: changed("LX*1", "lx*1", text),
        "trailing empty elements": lambda _: changed("LX*1", "LX*1**", text),
        "GS01 wrong": lambda data: re.sub(rb"~GS\*..", b"~GS*FA", data),
        "legal: CRLF": lambda data: data.replace(b"~", b"~\r\n"),
        "legal: line feeds": lambda data: data.replace(b"~", b"~\n"),
        "legal: two interchanges": lambda data: data + data.replace(b"000000101", b"000000102"),
        "legal: control characters part it": lambda data: data.translate(bytes.maketrans(b"*:^~", b"\x1d\x1f\x1e\x1c")),
        "legal: other separators": lambda data: data.translate(bytes.maketrans(b"*:", b"|>")),
    }


def mixed_groups(data: bytes) -> bytes:
    """Claims and a payment in one interchange."""
    payment = [one.replace("101", "102") if one[:2] in ("GS", "GE") else one for one in lines(PAYMENT)[1:-1]]
    return join(counted([*lines(CLAIMS)[:-1], *payment, "IEA*2*000000101"]))


RENDERING = "NM1*82*1*HART*ANN****XX*1245319599"
CLAIM_CHANGES: dict[str, Change] = common(CLAIMS, "OAK BILLING") | {
    "SE missing": without("SE"),
    "bad date": put("D8*20261110", "D8*20261350"),
    "30 February": put("D8*20261110", "D8*20260230"),
    "too long": put("DOE*JANE", "DOE*" + "J" * 36),
    "bad number": put("CLM*A1*150*", "CLM*A1*1E2*"),
    "bad code": put("SBR*P*18", "SBR*Q*18"),
    "missing element": put("CLM*A1*150***11:B:1*Y*A", "CLM*A1*150***11:B:1*Y*"),
    "missing segment": lambda _: changed("N3*12 ELM ST", ""),
    "wrong order": put("N3*12 ELM ST~N4*BOISE*ID*837020001", "N4*BOISE*ID*837020001~N3*12 ELM ST"),
    "HL parent wrong": put("HL*2*1*22*0", "HL*2*9*22*0"),
    "HL01 not sequential": put("HL*4*3*23*0", "HL*7*3*23*0"),
    "loop beyond its maximum": behind("NM1*82", RENDERING, CLAIMS),
    "segment beyond its maximum": behind("HI*ABK:E119", "HI*ABK:E119", CLAIMS),
    "NPI check digit": put("1234567893", "1234567890"),
    "CLM02 against its lines": put("CLM*A1*150*", "CLM*A1*151*"),
    "diagnosis pointer to nothing": put("***1:2", "***1:3"),
    "subscriber is the patient, without DMG": lambda _: changed("DMG*D8*1980", ""),
    "place of service that is none": put("11:B:1", "00:B:1"),
    "ICD-10 code that is none": put("ABF:I10", "ABF:I1099"),
    "state that is none": put("BOISE*ID", "BOISE*XQ"),
    "taxonomy that is none": behind("HL*1*", "PRV*BI*PXC*207Q0000ZZ", CLAIMS),
    "GS08 against ST03": put("0001*005010X222A1", "0001*005010X222A2"),
    "required loop missing": lambda _: changed("NM1*PR*2*HARBOR", ""),
    "element that is not used": put("LX*2", "LX*2*X"),
    "legal: mixed groups": mixed_groups,
}
PAYMENT_CHANGES: dict[str, Change] = {
    **common(PAYMENT, "HARBOR MUTUAL"),
    "bad date": put("DTM*405*20261123", "DTM*405*20002316"),
    "30 February": put("DTM*405*20261123", "DTM*405*20260230"),
    "too long": put("N3*1 HARBOR WAY", "N3*" + "H" * 56),
    "bad number": put("BPR*I*120*", "BPR*I*12O*"),
    "bad code": put("BPR*I*120*C", "BPR*I*120*X"),
    "missing element": put("TRN*1*EFT1*1999999999", "TRN*1*EFT1"),
    "missing segment": lambda _: changed("TRN*1", "", PAYMENT),
    "wrong order": put("N3*1 HARBOR WAY~N4*BOISE*ID*83702", "N4*BOISE*ID*83702~N3*1 HARBOR WAY"),
    "CLP does not balance": put("CLP*A1*1*150*120*10", "CLP*A1*1*150*121*10"),
    "SVC does not balance": put("SVC*HC:81002*50*50", "SVC*HC:81002*50*49"),
    "BPR does not balance": put("BPR*I*120", "BPR*I*121"),
    "CARC that is none": put("CAS*CO*45", "CAS*CO*999"),
}
