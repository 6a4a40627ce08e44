"""A profile's text: a key and its words on each line, ``#`` begins a remark.

::

    payer SUNRISE                        # id, as NM109 of 2010BB names it
    name SUNRISE HEALTH PLAN
    tax_id 861234501
    login sunrise sunrise-sandbox        # user and password
    key ssh-ed25519 AAAA... someone      # any number
    address 100 SUNRISE PLAZA | PHOENIX | AZ | 85004
    collect keep 600s                    # how long a file stays in /inbound; 0s: taken away at once
    answer ta1 when asked
    answer 999 after 0s
    answer 277ca A1:19:PR after 0s
    answer 277ca A2:20:PR after 1s
    answer 835 after 2s
    pay contract 80% coinsurance 20% copay 15.00
    pay deductible 40.00 share 25%
    adjust WO 12.50 every 3
    deny CO:50 place=02,10
    reject A7:500:85 number~X charge>1000.00
    switch twice every 2
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from clearlane_sandbox.profile import SWITCHES, Answer, Condition, Profile, Rule, Status, Switch, Terms

UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
KINDS = ("ta1", "999", "277ca", "835")
OPERATORS = {"charge": "<>", "share": "="}
"""What a condition on these may say; one on any other field is `=` or `~`."""
FIELDS = ("procedure", "place", "diagnosis", "frequency", "charge", "number", "member", "share", "npi")


class ProfileIsUnreadable(ValueError):
    """A profile's line says something that no payer does. Mend that line."""


def read_profile(text: str) -> Profile:
    """Read one profile. Raises ProfileIsUnreadable with the line."""
    found: dict[str, Any] = {"terms": Terms()}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#", 1)[0].strip()
        if not words:
            continue
        key, _, rest = words.partition(" ")
        try:
            READERS[key](found, rest.strip())
        except (KeyError, ValueError, IndexError, OverflowError) as error:
            raise ProfileIsUnreadable(f"line {number}: {words!r}: {error}") from error
    try:
        return Profile(**found)
    except TypeError as error:
        raise ProfileIsUnreadable(str(error)) from error


def read_profiles(folder: Path) -> tuple[Profile, ...]:
    """All ``*.txt`` of a folder, by name. Raises ProfileIsUnreadable, also where two share a user."""
    profiles: dict[str, Profile] = {}
    for path in sorted(folder.glob("*.txt")):
        try:
            profile = read_profile(path.read_text(encoding="utf-8"))
        except ProfileIsUnreadable as error:
            raise ProfileIsUnreadable(f"{path.name}, {error}") from error
        if profile.user in profiles:
            raise ProfileIsUnreadable(f"{path.name}: user {profile.user} has a profile already")
        profiles[profile.user] = profile
    if not profiles:
        raise ProfileIsUnreadable(f"no profile (*.txt) in {folder}")
    return tuple(profiles.values())


def read_duration(text: str) -> timedelta:
    """``90s``, ``2d``, ``250ms``."""
    match = re.fullmatch(r"(\d+)(ms|s|m|h|d)", text)
    if match is None:
        raise ValueError(f"{text!r} is no duration")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def read_cents(text: str) -> int:
    """``12.50`` in cents."""
    match = re.fullmatch(r"(-?)(\d+)(?:\.(\d\d?))?", text)
    if match is None:
        raise ValueError(f"{text!r} is no amount")
    cents = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    return -cents if match[1] else cents


def read_percent(text: str) -> int:
    """``80%``, at most 100."""
    if not re.fullmatch(r"\d{1,3}%", text) or int(text[:-1]) > 100:
        raise ValueError(f"{text!r} is no whole percentage up to 100")
    return int(text[:-1])


def read_count(text: str) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < 1:
        raise ValueError(f"{text!r} is no whole number from 1")
    return int(text)


def _plain(field: str) -> Callable[[dict[str, Any], str], None]:
    """A reader that keeps the words as they stand."""

    def read(found: dict[str, Any], rest: str) -> None:
        if not rest:
            raise ValueError("expected: a key and its words")
        found[field] = rest

    return read


def _login(found: dict[str, Any], rest: str) -> None:
    found["user"], _, found["password"] = rest.partition(" ")
    if not found["user"]:
        raise ValueError("expected: login USER PASSWORD")


def _key(found: dict[str, Any], rest: str) -> None:
    found["keys"] = (*found.get("keys", ()), rest)


def _address(found: dict[str, Any], rest: str) -> None:
    found["street"], found["city"], found["state"], found["zip"] = (part.strip() for part in rest.split("|"))


def _tier(found: dict[str, Any], rest: str) -> None:
    if rest not in ("production", "practice"):
        raise ValueError("a tier is production or practice")
    found["tier"] = rest


def _collect(found: dict[str, Any], rest: str) -> None:
    word, duration = rest.split()
    if word != "keep":
        raise ValueError("expected: collect keep 600s")
    found["keep"] = read_duration(duration)


def _flag(field: str) -> Callable[[dict[str, Any], str], None]:
    """A reader of ``yes`` or ``no``."""

    def read(found: dict[str, Any], rest: str) -> None:
        found[field] = {"yes": True, "no": False}[rest]

    return read


def _answer(found: dict[str, Any], rest: str) -> None:
    kind, *words = rest.split()
    if kind not in KINDS:
        raise ValueError(f"an answer is one of {', '.join(KINDS)}")
    status = read_status(words.pop(0)) if kind == "277ca" else None
    if words == ["when", "asked"]:
        answer = Answer(kind, timedelta(), status, asked_only=True)
    else:
        word, duration = words
        if word != "after":
            raise ValueError("expected: after 2s")
        answer = Answer(kind, read_duration(duration), status)
    found["answers"] = (*found.get("answers", ()), answer)


def read_status(text: str) -> Status:
    """``A7:562:85``."""
    match = re.fullmatch(r"([A-Z]\d):(\d{1,3})(?::([A-Z0-9]{2,3}))?", text)
    if match is None:
        raise ValueError(f"{text!r} is no claim status")
    return Status(match[1], match[2], match[3] or "")


def _pay(found: dict[str, Any], rest: str) -> None:
    words = rest.split()
    terms: dict[str, Any] = {}
    for word, value in zip(words[::2], words[1::2], strict=True):
        if word in ("contract", "coinsurance"):
            terms[word] = read_percent(value)
        elif word in ("deductible", "copay"):
            terms[word] = read_cents(value)
            if terms[word] < 0:
                raise ValueError(f"{value!r} is less than nothing")
        elif word == "share":
            terms["deductible_share"] = read_percent(value)
        elif word == "lines":
            terms["without_lines"] = {"yes": False, "no": True}[value]
        else:
            raise ValueError(f"{word!r} is no term of payment")
    found["terms"] = replace(found["terms"], **terms)


def _adjust(found: dict[str, Any], rest: str) -> None:
    code, amount, word, every = rest.split()
    if word != "every":
        raise ValueError("expected: adjust WO 12.50 every 3")
    found["terms"] = replace(found["terms"], plb_code=code, plb_cents=read_cents(amount), plb_every=read_count(every))


def _rule(field: str, shape: str) -> Callable[[dict[str, Any], str], None]:
    """A reader of ``what conditions...``."""

    def read(found: dict[str, Any], rest: str) -> None:
        says, *conditions = shlex.split(rest)
        if not re.fullmatch(shape, says):
            raise ValueError(f"{says!r} does not look like {shape}")
        rule = Rule(says, tuple(read_condition(text) for text in conditions))
        found[field] = (*found.get(field, ()), rule)

    return read


def read_condition(text: str) -> Condition:
    """``place=02,10``, ``charge>500.00``, ``number~AB``, ``share=10%``."""
    match = re.fullmatch(r"(\w+)([=~<>])(.+)", text)
    if match is None or match[1] not in FIELDS:
        raise ValueError(f"{text!r} is no condition; fields are {', '.join(FIELDS)}")
    values = tuple(match[3].split(","))
    if match[2] not in OPERATORS.get(match[1], "=~") or (match[1] in OPERATORS and len(values) > 1):
        raise ValueError(f"{text!r} says nothing about {match[1]}")
    if match[1] == "share":
        read_percent(values[0])
    if match[1] == "charge":
        values = tuple(str(read_cents(value)) for value in values)
    return Condition(match[1], match[2], values)


def _switch(found: dict[str, Any], rest: str) -> None:
    name, *words = rest.split()
    if name not in SWITCHES:
        raise ValueError(f"no such switch; there are {', '.join(sorted(SWITCHES))}")
    if not words:
        switch = Switch(name)
    elif len(words) == 2 and words[0] == "every":
        switch = Switch(name, every=read_count(words[1]))
    elif len(words) == 2 and words[0] == "on":
        switch = Switch(name, on=frozenset(read_count(text) for text in words[1].split(",")))
    else:
        raise ValueError("expected: every N, or on N,M")
    found["switches"] = (*found.get("switches", ()), switch)


READERS: dict[str, Callable[[dict[str, Any], str], None]] = {
    "payer": _plain("payer"),
    "name": _plain("name"),
    "tax_id": _plain("tax_id"),
    "login": _login,
    "key": _key,
    "tier": _tier,
    "address": _address,
    "collect": _collect,
    "answers_as_addressed": _flag("as_addressed"),
    "numbers_are_traces": _flag("numbers_are_traces"),
    "bench": _flag("bench"),
    "answer": _answer,
    "pay": _pay,
    "adjust": _adjust,
    "deny": _rule("denials", r"(CO|OA|PI|PR):[A-Z]?\d{1,3}"),
    "reject": _rule("rejections", r"A[3678]:\d{1,3}(:[A-Z0-9]{2,3})?"),
    "switch": _switch,
}
