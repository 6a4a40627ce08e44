"""Disguise values with a key: the same value always becomes the same other one, of the same shape, in every file.

Ids are permuted within their shape (a digit stays a digit, a letter a letter), so that no two become one; with the key,
and only with it, that can be undone. So it is with NPIs, tax ids, ZIPs and routing numbers. Names, streets, phones and
addresses of mail are drawn by the key from so many that two seldom become one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from math import prod
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple, Protocol

from clearlane.standards.codes.identifiers import is_aba, is_clia, is_mbi
from clearlane.standards.x12.values import is_date, is_street, is_time
from clearlane.vocabulary.npi import is_npi

ROUNDS = 8
SHORTEST_ID = 8
"""Shorter ids become so long where that is legal: two characters could not be told from the others' two."""
LENGTHENED = "Z"
"""What stands behind a shorter id before the zeros that fill it up: where it ends can be told."""
DIGITS_OF_ZIP = 5
OLDEST = 90
"""Who is as old as that is no older afterwards."""
CONSONANTS, VOWELS = "BDFGKLMNPRSTVZ", "AEIOU"
_BEYOND = [char for char in map(chr, range(128, 256)) if char.isalnum()]
"""Letters and digits of Latin-1 that are none of ASCII."""
_LETTERS = (
    digits,
    ascii_uppercase,
    ascii_lowercase,
    "".join(char for char in _BEYOND if char.isupper()),
    "".join(char for char in _BEYOND if not char.isupper()),
)
ALPHABETS = {char: letters for letters in _LETTERS for char in letters}
"""Character -> the alphabet of which it is, and stays."""
KEPT_ROOMS = 100_000
LARGEST_ROOM = 1024
"""So many characters are permuted together."""
KEPT_SHAPES = 1 << 12
_SHAPES = str.maketrans({char: letters[0] for char, letters in ALPHABETS.items()})
_BLOCK = 64
"""Bytes of a block of SHA-256."""
MOST_STEPS = 1000
"""So many ids are tried for one of the same standing."""


class _Hash(Protocol):
    """A hash that can be copied and goes on."""

    def copy(self) -> _Hash: ...
    def update(self, data: bytes, /) -> object: ...
    def digest(self) -> bytes: ...


_Half = list[tuple[int, str]]
"""Places of a value, each with its alphabet."""


class _Shape(NamedTuple):
    """What all values of a shape have alike: their halves, how many there are of each, the hash of each round begun."""

    halves: tuple[_Half, _Half]
    sizes: tuple[int, int]
    begun: list[_Hash]


class Disguise:
    """The disguises of one key. today: the day of the file at hand, for ages."""

    def __init__(self, key: bytes) -> None:
        padded = (key if len(key) <= _BLOCK else sha256(key).digest()).ljust(_BLOCK, b"\0")
        self._inner, self._outer = (sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))
        self._shift = timedelta(days=-7 * (1 + self._number("shift", "") % 52))
        self.today: date | None = None
        self._kinds: dict[str, Callable[[str, int], str]] = {
            "name": self._name,
            "street": self._street,
            "city": self._city,
            "zip": self._zip,
            "area": self._area,
            "phone": self._phone,
            "email": self._mail,
            "web": self._web,
            "date": lambda value, _: self.day(value),
            "period": lambda value, _: self._period(value),
            "birth": lambda value, _: self._birth(value),
            "company": self._company,
            "routing": self._routing,
            "blank": lambda value, _: "X" * len(value),
            "clock": lambda value, _: self._clock(value),
            "id": self.id,
        }
        self._room = lru_cache(maxsize=KEPT_ROOMS)(self._permute)
        self._shape = lru_cache(maxsize=KEPT_SHAPES)(self._shape_of)

    def of(self, kind: str, value: str, *, most: int) -> str:
        """The disguise of a value of a kind. most: what the element takes, 0 where the value has more."""
        if not value.isprintable() and kind != "blank":
            return self._permuted(value)
        return self._kinds[kind](value, most)

    def id(self, value: str, most: int) -> str:
        """Another id. One that is an NPI stays one, and none becomes one, and so it is with ids of Medicare's members,
        those of laboratories, and what only fills the place of a tax id; blanks and signs stay where they are."""
        if _is_like_npi(value):
            return self._npi(value)
        if _is_filler(value):
            return self._filler(value)
        return self._permuted_as(_form_of, _lengthen(value, most))

    def _filler(self, value: str) -> str:
        """Another digit nine times."""
        return str((int(value[0]) + 1 + self._number("filler", "") % 9) % 10) * len(value)

    def _permuted_as(self, form: Callable[[str], object], value: str) -> str:
        """The value permuted until it has the form that it had."""
        held, told = form(value), self._permuted(value)
        while form(told) != held:
            told = self._permuted(told)
        return told

    def code(self, value: str, standing: Callable[[str], object]) -> str:
        """What becomes of a text in the place of a code: another one of its shape and standing, as `id` has it.

        The ids are walked in their own order, so that no two become one. Where all others of so short a shape are
        codes, it is any other text.
        """
        if ALPHABETS.keys().isdisjoint(value):
            return "X" * len(value)
        held, told = standing(value), self.id(value, 0)
        for _ in range(MOST_STEPS):
            if told == value or standing(told) == held:
                break
            told = self.id(told, 0)
        if told != value:
            return told
        others = (self._permuted(f"{value}{n:08d}")[: len(value)] for n in range(MOST_STEPS))
        return next((other for other in others if other != value and standing(other) == held), "X" * len(value))

    def _company(self, value: str, most: int) -> str:
        """A tax id with a digit before it, as payers write it; without that digit it is the tax id."""
        is_led = len(value) == 10 and value.isascii() and value[1:].isdigit()
        return value[:1] + self.id(value[1:], 0) if is_led else self.id(value, most)

    def _routing(self, value: str, most: int) -> str:
        """A bank's routing number, whose district and check digit are as right or wrong as they were."""
        if len(value) != 9 or not (value.isascii() and value.isdigit()):
            return self.id(value, most)
        told = self._permuted_as(_has_district, value[:8])
        return told + str((_routing_digit(told) + int(value[8]) - _routing_digit(value)) % 10)

    def day(self, value: str) -> str:
        """A date, CCYYMMDD or YYMMDD, moved as all dates are; one that is none becomes another that is none."""
        if not is_date(value[:8].encode("latin-1", "replace")) or len(value) not in (6, 8):
            return "9" * len(value)
        form = "%Y%m%d" if len(value) == 8 else "%y%m%d"
        return f"{_day(value) + self._shift:{form}}"

    def _npi(self, value: str) -> str:
        """Another number of ten digits, whose check digit is as right or wrong as it was."""
        inner = self._permuted(value[1:9])
        was, due = int(_check_digit(value[:9])), int(_check_digit(value[0] + inner))
        return f"{value[0]}{inner}{(due + int(value[9]) - was) % 10}"

    def _number(self, room: str, text: str) -> int:
        return self._finish(self._begin(room), text)

    def _begin(self, room: str) -> _Hash:
        """A keyed hash (HMAC, RFC 2104) of what stands before the text: begun once, it is copied for each text."""
        begun = self._inner.copy()
        begun.update(f"{room}\0".encode())
        return begun

    def _finish(self, begun: _Hash, text: str) -> int:
        inner, outer = begun.copy(), self._outer.copy()
        inner.update(text.encode())
        outer.update(inner.digest())
        return int.from_bytes(outer.digest()[:12], "big")

    def _permuted(self, value: str) -> str:
        """The value permuted; a long one room by room, so that no number grows with it."""
        if len(value) <= LARGEST_ROOM:
            return self._room(value)
        return "".join(self._room(value[at : at + LARGEST_ROOM]) for at in range(0, len(value), LARGEST_ROOM))

    def _permute(self, value: str) -> str:
        """A Feistel network over the letters and digits of the value, in a mixed radix."""
        halves, sizes, begun = self._shape(value.translate(_SHAPES))
        numbers = [_read(value, half) for half in halves]
        for turn in range(ROUNDS):
            this, other = turn % 2, 1 - turn % 2
            numbers[this] = (numbers[this] + self._finish(begun[turn], str(numbers[other]))) % sizes[this]
        out = list(value)
        for half, number in zip(halves, numbers, strict=True):
            _write(out, half, number)
        return "".join(out)

    def _shape_of(self, shape: str) -> _Shape:
        places = [(n, ALPHABETS[char]) for n, char in enumerate(shape) if char in ALPHABETS]
        halves = places[::2], places[1::2]
        room = "".join("9" if letters == digits else letters[0].upper() for _, letters in places)
        return _Shape(
            halves, (_size(halves[0]), _size(halves[1])), [self._begin(f"id {room} {turn}") for turn in range(ROUNDS)]
        )

    def _name(self, value: str, most: int) -> str:
        return self._words(value, most, count=min(2, len(value.split())))

    def _city(self, value: str, most: int) -> str:
        return self._words(value, most, count=1)

    def _words(self, value: str, most: int, *, count: int) -> str:
        """A name that nobody has, of so many words."""
        held = self._number("name", " ".join(value.upper().split()))
        told = " ".join(_word(held >> 20 * n, 4 if count == 1 else 3) for n in range(max(count, 1)))
        return told[:most].rstrip() if most else told

    def _street(self, value: str, most: int) -> str:
        """An address; one to which nobody can go stays such a one."""
        number = self._number("street", " ".join(value.upper().split()))
        if not is_street(value.encode("latin-1", "replace")):
            return f"PO BOX {1 + number % 99989}"[: most or None]
        return f"{1 + number % 989} {_word(number >> 10, 3)} ST"[: most or None]

    def _zip(self, value: str, most: int) -> str:
        return self._permuted(value[:DIGITS_OF_ZIP]) + self._permuted(value[DIGITS_OF_ZIP:])

    def _area(self, value: str, most: int) -> str:
        """A ZIP or a county in an amount, which has no zeros before it and may have cents: as it becomes elsewhere."""
        whole, point, cents = value.partition(".")
        return self._zip(whole.zfill(DIGITS_OF_ZIP), most) + point + "0" * len(cents)

    def _phone(self, value: str, most: int) -> str:
        """A number of an area that no office has."""
        digits = "".join(char for char in value if char.isdigit())
        if len(digits) != 10 or not digits.isascii() or any(char.isalpha() for char in value):
            return self._permuted_as(_is_led, value)
        told = iter(f"555{self._number('phone', digits) % 10**7:07d}")
        return "".join(next(told) if char.isdigit() else char for char in value)

    def _mail(self, value: str, most: int) -> str:
        told = f"{_word(self._number('mail', value.lower()), 4)}@EXAMPLE.COM"
        return told[: most or None] if "@" in value and "." in value else self._permuted(value)

    def _web(self, value: str, most: int) -> str:
        told = f"{_word(self._number('web', value.lower()), 4)}.EXAMPLE.COM"
        return told[: most or None] if "." in value else self._permuted(value)

    def _period(self, value: str) -> str:
        """Dates of a period moved, the hour and minute behind them as they are; what is no date becomes none."""
        parts = value.split("-")
        if not all(part.isascii() and part.isdigit() for part in parts):
            return self.id(value, 0)
        return "-".join(self._moment(part) for part in parts)

    def _moment(self, part: str) -> str:
        """A day, also with a time behind it."""
        if len(part) > 8 and is_date(part[:8].encode()) and is_time(part[8:].encode()):
            return self.day(part[:8]) + _minute(part[8:])
        return self.day(part)

    def _clock(self, value: str) -> str:
        """A time to its minute, also from one to another: what stands behind the minute may be a day as well."""
        parts = value.split("-")
        if all(is_time(part.encode("latin-1", "replace")) for part in parts):
            return "-".join(_minute(part) for part in parts)
        return self._period(value)

    def _birth(self, value: str) -> str:
        """A birth date moved with the others; nobody is over ninety afterwards."""
        told = self.day(value)
        if self.today is None or len(told) != 8 or not is_date(told.encode()):
            return told
        first = date((self.today + self._shift).year - OLDEST, 1, 1)
        return max(told, f"{first:%Y%m%d}")


def _minute(time: str) -> str:
    return time[:4] + "0" * len(time[4:])


def _day(value: str) -> date:
    year = int(value[:-4])
    return date(year if len(value) == 8 else 2000 + year, int(value[-4:-2]), int(value[-2:]))


def _size(places: _Half) -> int:
    return prod(len(letters) for _, letters in places)


def _read(value: str, places: _Half) -> int:
    number = 0
    for n, letters in places:
        number = number * len(letters) + letters.index(value[n])
    return number


def _write(out: list[str], places: _Half, number: int) -> None:
    for n, letters in reversed(places):
        number, digit = divmod(number, len(letters))
        out[n] = letters[digit]


def _lengthen(value: str, most: int) -> str:
    """A short id with a mark behind it, filled up; no two become one. most: the longest that is legal.

    What reads as if it had been lengthened gets one more mark for that; where there is no room for it, it takes the
    place of the short one, which is free.
    """
    if not value.isalnum() or most < max(SHORTEST_ID, len(value)):
        return value
    if len(value) < SHORTEST_ID:
        return f"{value}{LENGTHENED}".ljust(SHORTEST_ID, "0")
    filled = value[:SHORTEST_ID].rstrip("0")
    short, mark = filled[:-1], filled[-1:]
    if not short or mark != LENGTHENED or value[SHORTEST_ID:].strip(LENGTHENED):
        return value
    return value + LENGTHENED if len(value) < most else short


def _is_like_npi(value: str) -> bool:
    return len(value) == 10 and value.isascii() and value.isdigit() and value[0] in "12"


def _is_filler(value: str) -> bool:
    """Whether a text stands where a tax id is asked for and there is none: one digit nine times."""
    return len(value) == 9 and value.isascii() and value.isdigit() and value == value[0] * 9


def _is_led(phone: str) -> bool:
    """Whether a phone has the digit of long distance before its ten."""
    return len(phone) == 11 and phone.isascii() and phone.isdigit() and phone[0] == "1"


def _form_of(value: str) -> str:
    """Of which form an id is that others check; small letters count as capitals, as they do for the permutation."""
    if _is_like_npi(value):
        return "npi"
    if _is_filler(value):
        return "filler"
    text = value.upper()
    return "mbi" if is_mbi(text) else "clia" if is_clia(text) else ""


def _word(number: int, syllables: int) -> str:
    told = ""
    for _ in range(syllables):
        number, at = divmod(number, len(CONSONANTS) * len(VOWELS))
        told += CONSONANTS[at // len(VOWELS)] + VOWELS[at % len(VOWELS)]
    return told


def _routing_digit(eight: str) -> int:
    """The ninth digit of a routing number."""
    return -sum(int(digit) * weight for digit, weight in zip(eight[:8], (3, 7, 1, 3, 7, 1, 3, 7), strict=True)) % 10


def _has_district(digits: str) -> bool:
    """Whether a routing number, or its first eight digits, begins with a district of banks."""
    return is_aba(f"{digits[:8]}{_routing_digit(digits)}")


def _check_digit(nine: str) -> str:
    return next(digit for digit in "0123456789" if is_npi(nine + digit))
