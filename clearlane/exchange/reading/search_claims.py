"""Find claims by what a person has at hand: a name, the account, our number, or the payer's number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from clearlane.exchange.claims.trace_number import file_number_of
from clearlane.exchange.reading.claim_filter import soon
from clearlane.foundation.tenancy.connection import current_tenants, cursor

MOST = 200
MOST_WORDS = 4
"""A text of more words is cut into a last and a first name at the first of them alone."""
_ABOVE_ALL = "\U0010ffff"
_FOUND = """
    SELECT id FROM (
        (SELECT id FROM exchange_claims_claim WHERE tenant_id = ANY(%(tenants)s::int[]) AND id < %(soon)s
            AND patient_control_number >= %(number)s AND patient_control_number < %(number_end)s
            ORDER BY id DESC LIMIT %(most)s)
        UNION
        (SELECT claim_id FROM exchange_claims_payernumber WHERE tenant_id = ANY(%(tenants)s::int[])
            AND number = %(number)s ORDER BY claim_id DESC LIMIT %(most)s)
        {names}
        {trace}
    ) AS found ORDER BY id DESC LIMIT %(most)s
"""
_NAME = """UNION
        (SELECT id FROM exchange_claims_claim WHERE tenant_id = ANY(%(tenants)s::int[]) AND id < %(soon)s
            AND last_in_capitals >= %(last{n})s AND last_in_capitals < %(last_end{n})s
            AND (%(first{n})s = '' OR first_in_capitals >= %(first{n})s AND first_in_capitals < %(first_end{n})s)
            ORDER BY id DESC LIMIT %(most)s)"""
_TRACE = """UNION
        (SELECT id FROM exchange_claims_claim WHERE tenant_id = ANY(%(tenants)s::int[]) AND id < %(soon)s
            AND trace_number = %(number)s
            AND file_id = ANY(ARRAY(SELECT id FROM exchange_intake_file WHERE number = %(file)s)))"""


def search_claims(*, text: str, limit: int = MOST) -> tuple[UUID, ...]:
    """The ids of the newest claims of the scope's tenants that the text means, at most ``limit``.

    It may begin a patient's last name, in whatever letters (``last, first``, ``last first`` and ``first last`` narrow
    it), begin the sender's number, or be our number or the payer's. One statement, by prefixes that indexes know.
    """
    text = text.strip()
    if not text or "\0" in text:
        return ()
    ways = list(dict.fromkeys(way for name in _names(text) for way in _spelled(*name)))
    asked = {
        "tenants": list(current_tenants()),
        "soon": soon(),
        "number": text,
        "number_end": text + _ABOVE_ALL,
        "file": file_number_of(text.upper()),
        "most": limit,
    } | _bounds(ways)
    names = "\n".join(_NAME.format(n=n) for n in range(len(ways)))
    with cursor() as sql:
        sql.execute(_FOUND.format(names=names, trace=_TRACE if asked["file"] else ""), asked)
        return tuple(id for (id,) in sql.fetchall())


def _names(text: str) -> Iterable[tuple[str, str]]:
    """Last and first name, as a text may mean them."""
    last, comma, first = (part.strip() for part in text.partition(","))
    yield last, first
    words = text.split()
    for cut in range(1, min(len(words), MOST_WORDS)) if not comma else ():
        before, behind = " ".join(words[:cut]), " ".join(words[cut:])
        yield before, behind
        yield behind, before


def _spelled(last: str, first: str) -> Iterable[tuple[str, str]]:
    """How the columns of capitals may hold this name: the database raises A to Z only. Other letters (MUÑOZ, Öztürk)
    are sought as typed, small, large, and as a name begins."""
    if last:
        for spell in (str, str.lower, str.upper, str.title):
            yield _raised(spell(last)), _raised(spell(first))


def _raised(text: str) -> str:
    """The text as the database raises it in the collation C."""
    return "".join(letter.upper() if letter.isascii() else letter for letter in text)


def _bounds(ways: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {
        name: text
        for n, (last, first) in enumerate(ways)
        for name, text in (
            (f"last{n}", last),
            (f"last_end{n}", last + _ABOVE_ALL),
            (f"first{n}", first),
            (f"first_end{n}", first + _ABOVE_ALL),
        )
    }
