"""Cast: the parties of a made file, each with a name, an address and numbers that fit together. All invented."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cached_property

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.draw import between, digits, draw_npi, draw_tin, pick
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Payer

OLDEST, YOUNGEST = 88 * 365, 365
PAYERS = frozenset("AY PR PRP PE TT X3 2B 36 GP P5 IN TTP SEP 40".split())
"""Entities that are payers, plans or clearinghouses as a rule; others that are no persons are practices."""


@dataclass
class Party:
    """One person or organization, drawn piece by piece as it is asked for."""

    rng: random.Random
    today: dt.date
    trade: pools.Trade = pools.PRACTICE

    @cached_property
    def gender(self) -> str:
        """F or M."""
        return pick(self.rng, "FM")

    @cached_property
    def first(self) -> str:
        """A first name that goes with the gender."""
        return pick(self.rng, pools.FIRST_F if self.gender == "F" else pools.FIRST_M)

    @cached_property
    def last(self) -> str:
        """A last name."""
        return pick(self.rng, pools.LAST)

    @cached_property
    def town(self) -> pools.Town:
        """Where it lives: city, state and ZIP."""
        return pick(self.rng, pools.TOWNS)

    @cached_property
    def zip(self) -> str:
        """Nine digits of a ZIP in its town."""
        return f"{self.town.zip}{between(self.rng, 1001, 9899)}"

    @cached_property
    def street(self) -> str:
        """Its street with a number."""
        return f"{between(self.rng, 10, 9899)} {pick(self.rng, pools.STREETS)}"

    @cached_property
    def birth(self) -> dt.date:
        """A birthday."""
        return self.today - dt.timedelta(days=between(self.rng, YOUNGEST, OLDEST))

    @cached_property
    def npi(self) -> str:
        """An NPI with its check digit."""
        return draw_npi(self.rng)

    @cached_property
    def tin(self) -> str:
        """A tax id."""
        return draw_tin(self.rng)

    @cached_property
    def member(self) -> str:
        """A member id."""
        return "W" + digits(self.rng, 9)

    @cached_property
    def phone(self) -> str:
        """A telephone number of the block that is never given out."""
        return "80055501" + digits(self.rng, 2)

    @cached_property
    def payer(self) -> Payer:
        """The payer, where it is one."""
        return pick(self.rng, SANDBOX_PAYERS)

    @cached_property
    def practice(self) -> str:
        """The name of the practice, where it is one."""
        return pick(self.rng, self.trade.names)

    @cached_property
    def contact(self) -> str:
        """Whom to call."""
        return f"{self.first} {self.last}"

    def organization(self, entity: str) -> str:
        """The name of a payer or of a practice."""
        return self.payer.name if entity in PAYERS else self.practice
