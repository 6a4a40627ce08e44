"""The one register of file numbers: ten digits, for what comes in and for what goes out."""

from __future__ import annotations

from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.connection import cursor

CONTROL_NUMBERS = 10**9


def take_number() -> int:
    """The next file number. Gaps are allowed, repeats are not."""
    return take_numbers(1)[0]


def take_numbers(count: int) -> list[int]:
    """The next file numbers, ascending."""
    with cursor() as sql:
        sql.execute(
            "INSERT INTO exchange_intake_number (at) SELECT %s::timestamptz FROM generate_series(1, %s)"
            " RETURNING number",
            [now(), count],
        )
        return sorted(int(number) for (number,) in sql.fetchall())


def control_number(number: int) -> int:
    """The ISA13 of a file that we write to a submitter under this number: its last nine digits."""
    return number % CONTROL_NUMBERS
