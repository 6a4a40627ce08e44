"""Files of fixed columns: the order files of ICD-10 and the HCPCS file of CMS (ANWEB)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.row import Row, read_day
from clearlane.standards.codes.bringing_in.table import read_table
from clearlane.standards.codes.shapes import has_shape

_ORDER = "Take the order file (icd10cm_order_YYYY.txt, icd10pcs_order_YYYY.txt), as it was downloaded"
_ANWEB = "Take the fixed-width file HCPCYYYY_..._ANWEB.txt, as it was downloaded"
_REACHES = 277
"""How far the columns reach that are read."""
_PROCEDURE, _PROCEDURE_MORE, _MODIFIER, _MODIFIER_MORE = "3478"


def read_icd_order(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """The usable codes of an order file: number in columns 1-5, code in 7-13, 1 in column 15."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        code, flag = text[6:13].strip(), text[14:15]
        if not text[:5].strip().isdigit() or flag not in ("0", "1"):
            raise BadFile("this is no line of an order file", remedy=_ORDER, line=number)
        if flag == "0":
            continue
        if not has_shape(kind, code):
            raise BadFile(f"{code!r} is no code of this list", remedy=_ORDER, line=number)
        yield Row(number, code)


def read_hcpcs(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    """The codes of the ANWEB file with the days on which each was added and ended, or of its sheet saved as a table."""
    source = iter(lines)
    opening = list(islice(source, 1))
    is_table = any(mark in line for line in opening for mark in ("\t", ","))
    read = read_table if is_table and not _is_fixed(opening[0]) else _read_anweb
    yield from read(chain(opening, source), kind=kind)


def _is_fixed(line: str) -> bool:
    return len(line) >= _REACHES and line[5:10].isdigit()


def _read_anweb(lines: Iterable[str], *, kind: str) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        sort = text[10:11]
        if len(text) < _REACHES or sort not in (_PROCEDURE, _PROCEDURE_MORE, _MODIFIER, _MODIFIER_MORE):
            raise BadFile("this is no line of the HCPCS file", remedy=_ANWEB, line=number)
        if sort != _PROCEDURE:
            continue
        code = text[:5].strip()
        if not (has_shape(kind, code) or has_shape("cdt", code)):
            raise BadFile(f"{code!r} is no HCPCS code", remedy=_ANWEB, line=number)
        first, last = read_day(text[268:276], line=number), read_day(text[284:292], line=number)
        yield Row(number, code, first, last)
