"""Values of elements by what they are: names, addresses, dates that fit, numbers with their check digits."""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Callable
from dataclasses import dataclass

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.cast import Party
from clearlane.standards.x12.generate.draw import between, digits, draw_npi, draw_tin, pick
from clearlane.standards.x12.generate.fill_row import Asked
from clearlane.standards.x12.generate.likely import OLD, USUALLY, usual
from clearlane.standards.x12.generate.lists import COMMON, REASONS, STATUSES, diagnoses_within, draw_listed
from clearlane.standards.x12.generate.render import dollars
from clearlane.standards.x12.read_dictionary import DataElement, Dictionary

PERSON, KIND_OF_ENTITY, GENDER = "1", "1065", "1068"
DAYS_BACK, STAY = 45, 4
BESIDE = ("82", "GB")
"""Entities that are somebody else where they do not begin a loop: who treated the patient, who else is insured."""
PAYEE = ("835", "PE")
"""Who is paid by a payment of claims; in a premium payment (820) that is the plan."""
REASON_PLACES = range(2, 18, 3)
"""Of a CAS."""
YEAR_BEGINS = frozenset("291 307 318 346 348 356 303 336 340".split())
YEAR_ENDS = frozenset("036 341 343 347 349 357 337".split())
TEXT = ("SEE ATTACHED RECORD", "CALL BEFORE VISIT", "CORRECTED ON REQUEST", "AS DISCUSSED WITH MEMBER")
Draw = Callable[["Drawer", Asked], str]


@dataclass(slots=True)
class Drawer:
    """Draws the value of an element. tag: what begins the numbers of this file; number: how many were given out.

    purposes: the BHT02 of this guide, where there are others of its version. is_usual: usual codes are preferred.
    """

    rng: random.Random
    today: dt.date
    dictionary: Dictionary
    set_id: str
    tag: str
    version: str
    sender: str
    receiver: str
    purposes: tuple[str, ...] = ()
    is_usual: bool = True
    number: int = 0

    @property
    def trade(self) -> pools.Trade:
        """What the organizations of this file are."""
        return pools.TRADES.get(self.version[:10], pools.PRACTICE)

    def value(self, asked: Asked) -> str:
        """What stands in an element, within its codes, list, format and length."""
        spec = asked.spec
        if spec.binary_of:
            return "A" * int(asked.near[spec.binary_of])
        if spec.codes and asked.row.id == "CRC" and spec.position > 2:
            return _condition(self, asked)
        if spec.codes:
            return self._code(asked)
        if spec.format_by:
            return self.dated(asked.near.get(spec.format_by, ""), asked)
        element = self.dictionary.elements[asked.number]
        return self._fit(self._drawn(asked, element), element, spec.most or spec.keep or element.most)

    def _code(self, asked: Asked) -> str:
        if (asked.row.id, asked.spec.position) == ("ST", 3):
            return self.version
        if self.purposes and (asked.row.id, asked.spec.position) == ("BHT", 2):
            return pick(self.rng, [code for code in asked.spec.codes if code in self.purposes] or asked.spec.codes)
        if asked.number == GENDER and self.is_usual and asked.instance.party.gender in asked.spec.codes:
            return asked.instance.party.gender
        codes = self._usual(asked)
        if asked.spec.position == 1:
            used = asked.instance.used.setdefault(asked.row.line, set())
            unused = [code for code in codes if code not in used]
            codes = tuple(unused or [code for code in asked.spec.codes if code not in used] or codes)
            used.add(code := pick(self.rng, codes))
            return code.replace("_", " ")
        return pick(self.rng, codes).replace("_", " ")

    def _usual(self, asked: Asked) -> tuple[str, ...]:
        where = asked.row.id if asked.near is asked.outer else ""
        entity = asked.outer.get(1, "")
        codes = usual(asked.spec.codes, id=where, position=asked.spec.position, number=asked.number, entity=entity)
        return (
            codes
            if self.is_usual and (asked.number == KIND_OF_ENTITY or self.rng.random() < USUALLY)
            else tuple(code for code in asked.spec.codes if code not in OLD) or codes
        )

    def _drawn(self, asked: Asked, element: DataElement) -> str:
        spec = asked.spec
        if spec.list in BY_LIST:
            return BY_LIST[spec.list](self, asked)
        if spec.list:
            return draw_listed(self.rng, spec.list, before=asked.before)
        if asked.number in BY_NUMBER:
            return BY_NUMBER[asked.number](self, asked)
        return self._by_type(element)

    def _by_type(self, element: DataElement) -> str:
        if element.type == "DT":
            return f"{self.recent():%Y%m%d}" if element.most >= 8 else f"{self.recent():%y%m%d}"
        if element.type == "TM":
            return f"{between(self.rng, 7, 18):02d}{between(self.rng, 0, 59):02d}"
        if element.type == "R":
            return str(between(self.rng, 1, 9))
        if element.type.startswith("N"):
            return str(between(self.rng, 1, 9)).zfill(element.least)
        known = sorted(self.dictionary.codes.get(element.number, ()))
        return pick(self.rng, known) if known and element.type == "ID" else self.counted()

    def _fit(self, text: str, element: DataElement, most: int) -> str:
        if text and element.type in ("AN", "ID"):
            fill = string.digits if element.type == "AN" else string.ascii_uppercase
            while len(text) < element.least:
                text += pick(self.rng, fill)
            return text[: min(most, element.most)].rstrip()
        return text

    def trading_partner(self, entity: str) -> str:
        """The id of a submitter (41), to whom a 277 goes, or of a receiver (40); the tag for others."""
        submitter = self.receiver if self.set_id == "277" else self.sender
        return {"41": submitter, "40": self.receiver}.get(entity, self.tag)

    def counted(self) -> str:
        """A number that nobody else has."""
        self.number += 1
        return f"{self.tag}{self.number:04d}"

    def recent(self) -> dt.date:
        """A day of the weeks before today."""
        return self.today - dt.timedelta(days=between(self.rng, 3, DAYS_BACK))

    def dated(self, format: str, asked: Asked) -> str:
        """A day, or days, in a format such as RD8."""
        day = self._day(asked)
        if format == "RD8":
            until = day + dt.timedelta(days=between(self.rng, 0, STAY))
            return f"{day:%Y%m%d}-{max(day, min(until, self.today)):%Y%m%d}"
        clock = f"{between(self.rng, 7, 18):02d}{between(self.rng, 0, 59):02d}"
        return {"TM": clock, "DT": f"{day:%Y%m%d}{clock}", "D6": f"{day:%y%m%d}"}.get(format, f"{day:%Y%m%d}")

    def _day(self, asked: Asked) -> dt.date:
        party, role = asked.instance.party, asked.outer.get(1, "")
        if asked.row.id == "DMG":
            return party.birth
        if asked.row.id == "DTP" and role in YEAR_BEGINS:
            return self.today.replace(month=1, day=1)
        if asked.row.id == "DTP" and role in YEAR_ENDS:
            return self.today.replace(month=12, day=31)
        return self.recent()


def _party(asked: Asked) -> Party:
    """Whoever the loop is about, or another whom it names beside him."""
    entity, instance = asked.outer.get(1, ""), asked.instance
    if asked.row.id == "NM1" and entity in BESIDE and instance.segments:
        own = instance.party
        return instance.others.setdefault(entity, Party(own.rng, own.today, own.trade))
    return instance.party


def _is_person(asked: Asked) -> bool:
    return asked.row.id == "NM1" and asked.outer.get(2) == PERSON


def _name(drawer: Drawer, asked: Asked) -> str:
    party = _party(asked)
    if asked.row.id == "PER":
        return f"{party.contact}"
    entity = asked.outer.get(1, "")
    if (drawer.set_id, entity) == PAYEE:
        return party.practice
    return party.last if _is_person(asked) else party.organization(entity)


def _first(drawer: Drawer, asked: Asked) -> str:
    return _party(asked).first if _is_person(asked) else ""


def _middle(drawer: Drawer, asked: Asked) -> str:
    return pick(drawer.rng, string.ascii_uppercase) if _is_person(asked) else ""


def _suffix(drawer: Drawer, asked: Asked) -> str:
    return pick(drawer.rng, ("JR", "SR", "III")) if _is_person(asked) else ""


def _identified(drawer: Drawer, asked: Asked) -> str:
    """Element 67: a number of the kind that the qualifier before it names."""
    party = _party(asked)
    known: dict[str, Callable[[], str]] = {
        "XX": lambda: party.npi,
        "FI": lambda: party.tin,
        "24": lambda: party.tin,
        "EI": lambda: party.tin,
        "34": lambda: _ssn(drawer),
        "MI": lambda: party.member,
        "PI": lambda: party.payer.id,
        "XV": lambda: party.payer.id,
        "46": lambda: drawer.trading_partner(asked.outer.get(1, "")),
    }
    return known.get(asked.before, drawer.counted)()


def _ssn(drawer: Drawer) -> str:
    """A number of the range that is given to nobody (it begins with 9)."""
    return "9" + digits(drawer.rng, 8)


def _reference(drawer: Drawer, asked: Asked) -> str:
    """Element 127, by its qualifier."""
    if asked.before in ("EI", "TJ", "FI"):
        return _party(asked).tin
    if asked.before == "SY":
        return _ssn(drawer)
    if asked.before == "HPI":
        return draw_npi(drawer.rng)
    if asked.before in ("X4", "F4"):
        return f"{digits(drawer.rng, 2)}D{digits(drawer.rng, 7)}"
    if asked.before == "PXC":
        return pick(drawer.rng, _party(asked).trade.taxonomies)
    return drawer.counted()


def _reached(drawer: Drawer, asked: Asked) -> str:
    """Element 364: a telephone number, an address of mail, a page, by its qualifier."""
    if asked.before == "EM":
        return f"DESK{drawer.number}@EXAMPLE.COM"
    if asked.before == "UR":
        return "HTTPS//WWW.EXAMPLE.COM/CLAIMS"
    return digits(drawer.rng, 3) if asked.before == "EX" else _party(asked).phone


def _diagnosis(drawer: Drawer, asked: Asked) -> str:
    """A diagnosis that may be used on each day of the file."""
    return pick(drawer.rng, diagnoses_within(drawer.today - dt.timedelta(days=DAYS_BACK), drawer.today))


def _industry(drawer: Drawer, asked: Asked) -> str:
    """Element 1271, where a guide names no list for it: a code by the qualifier before it, else a plain one."""
    if asked.row.id == "STC":
        return _status(drawer, asked)
    if asked.before.startswith(("ABK", "ABF", "ABJ", "ABN", "BK", "BF", "APR")):
        return _diagnosis(drawer, asked)
    return draw_listed(drawer.rng, "procedure", before=asked.before)


def _status(drawer: Drawer, asked: Asked) -> str:
    """A status that goes with its category."""
    return pick(drawer.rng, STATUSES.get(asked.near.get(1, ""), COMMON["status_code"]))


def _reason(drawer: Drawer, asked: Asked) -> str:
    """A reason that goes with its group and was not given yet, as long as there is one."""
    fitting = (REASONS.get(asked.outer.get(1, ""), ()), COMMON["carc"])
    given = {asked.outer.get(at) for at in REASON_PLACES}
    unused = ([one for one in reasons if one not in given] for reasons in fitting)
    return pick(drawer.rng, next(filter(None, unused)))


def _money(drawer: Drawer, asked: Asked) -> str:
    return dollars(between(drawer.rng, 10, 400) * 25)


def _line_number(drawer: Drawer, asked: Asked) -> str:
    """Element 554: LX counts within the loop around; elsewhere a number."""
    outer = asked.instance.outer
    if asked.row.id not in ("LX", "ENT", "IT1") or outer is None:
        return str(between(drawer.rng, 1, 9))
    outer.numbered[asked.row.id] = outer.numbered.get(asked.row.id, 0) + 1
    return str(outer.numbered[asked.row.id])


def _street(drawer: Drawer, asked: Asked) -> str:
    """Where a party lives or works; of the second line the door."""
    return _party(asked).street if asked.spec.position == 1 else f"STE {digits(drawer.rng, 3)}"


def _condition(drawer: Drawer, asked: Asked) -> str:
    """A condition that its CRC has not yet, NU for a referral of nobody (ZZ with N) alone; "" where none is left."""
    told = [asked.near.get(at) for at in range(3, asked.spec.position)]
    unused = [code for code in asked.spec.codes if code not in told]
    if asked.near.get(1) == "ZZ":
        unused = [code for code in unused if (code == "NU") is (asked.near.get(2) == "N")]
    return pick(drawer.rng, unused) if unused else ""


def _modifier(drawer: Drawer, asked: Asked) -> str:
    """A modifier that the procedure has not yet."""
    return pick(drawer.rng, [one for one in COMMON["modifier"] if one not in asked.near.values()])


BY_LIST: dict[str, Draw] = {
    "modifier": _modifier,
    "diagnosis": _diagnosis,
    "npi": lambda drawer, asked: _identified(drawer, asked) if asked.spec.unlisted_by else _party(asked).npi,
    "tin": lambda drawer, asked: _ssn(drawer) if asked.before in ("SY", "34") else _party(asked).tin,
    "aba": lambda drawer, asked: "021000021",
    "state": lambda drawer, asked: _party(asked).town.state,
    "zip": lambda drawer, asked: _party(asked).zip,
    "zip9": lambda drawer, asked: _party(asked).zip,
    "taxonomy": lambda drawer, asked: pick(drawer.rng, _party(asked).trade.taxonomies),
    "carc": _reason,
    "status_code": _status,
    "phone": _reached,
    "street": _street,
}
BY_NUMBER: dict[str, Draw] = {
    "1035": _name,
    "93": _name,
    "1036": _first,
    "1037": _middle,
    "1038": lambda drawer, asked: "",
    "1039": _suffix,
    "166": _street,
    "19": lambda drawer, asked: _party(asked).town.city,
    "156": lambda drawer, asked: _party(asked).town.state,
    "116": lambda drawer, asked: _party(asked).zip,
    "26": lambda drawer, asked: "US",
    "67": _identified,
    "127": _reference,
    "364": _reached,
    "1271": _industry,
    "234": lambda drawer, asked: draw_listed(drawer.rng, "procedure", before=asked.before),
    "1339": _modifier,
    "782": _money,
    "558": _money,
    "1331": lambda drawer, asked: pick(drawer.rng, ("11", "11", "22", "23")),
    "1325": lambda drawer, asked: "1",
    "337": lambda drawer, asked: f"{between(drawer.rng, 6, 8):02d}{between(drawer.rng, 0, 59):02d}",
    "212": _money,
    "554": _line_number,
    "1068": lambda drawer, asked: _party(asked).gender,
    "1251": lambda drawer, asked: drawer.dated("D8", asked),
    "373": lambda drawer, asked: (
        f"{drawer.today:%Y%m%d}" if asked.row.id in ("BHT", "BPR") else f"{drawer.recent():%Y%m%d}"
    ),
    "329": lambda drawer, asked: "0001",
    "143": lambda drawer, asked: drawer.set_id if asked.row.id == "ST" else "837",
    "479": lambda drawer, asked: "HC",
    "480": lambda drawer, asked: "005010X222A1",
    "1705": lambda drawer, asked: "005010X222A1",
    "352": lambda drawer, asked: pick(drawer.rng, TEXT),
    "3": lambda drawer, asked: pick(drawer.rng, TEXT),
    "933": lambda drawer, asked: pick(drawer.rng, TEXT),
    "449": lambda drawer, asked: pick(drawer.rng, TEXT),
    "509": lambda drawer, asked: "1" + draw_tin(drawer.rng),
    "506": lambda drawer, asked: "DA",
    "507": lambda drawer, asked: "021000021",
    "954": lambda drawer, asked: f".{between(drawer.rng, 1, 9)}",
}
"""By the number of the data element."""
