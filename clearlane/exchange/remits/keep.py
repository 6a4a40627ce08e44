"""Keep for each claim what the 835 says of it: the envelope, the payment's header, and its own CLP loop."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.remits.place import Paid
from clearlane.exchange.responses.load_sets import SentSet, load_sets
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Ref

_SETS = """
    SELECT tenant_id, id, set_id FROM exchange_remits_payment
    WHERE tenant_id = ANY(%s::int[]) AND id = ANY(%s::uuid[])
"""
_HEADER = (b"ST", b"BPR", b"TRN")


def keep(rows: Sequence[Paid]) -> None:
    """Add the extracts of these CLPs to their claims, which the caller has locked."""
    if not rows:
        return
    payments = {row.payment for row in rows}
    with cursor() as sql:
        sql.execute(_SETS, [sorted({ref.tenant for ref in payments}), [ref.id for ref in payments]])
        set_of = {Ref(tenant, id): Ref(HOUSE, set_id) for tenant, id, set_id in sql.fetchall()}
    opened = {sent.ref: _Opened(sent) for sent in load_sets(list(set(set_of.values())))}
    keep_extracts(extracts=[opened[set_of[row.payment]].extract(row) for row in rows])


class _Opened:
    """An 835 with its bytes at hand, from which extracts are cut."""

    def __init__(self, sent: SentSet) -> None:
        self.sent = sent
        self.content = sent.content()
        mark, end = sent.delimiters.element, sent.delimiters.segment
        found = x12.segments(self.content[:1024], sent.delimiters)
        head = [raw for _, raw in found if raw.split(mark, 1)[0] in _HEADER]
        self.head = sent.envelope() + b"".join(raw + end for raw in head)

    def extract(self, row: Paid) -> ExtractOf:
        """The envelope, ST, BPR, TRN, and the CLP with what belongs to it."""
        start = row.offset - self.sent.offset
        loop = self.content[start : start + row.length]
        return ExtractOf(row.claim, "835", self.sent.sha256, row.first_segment, row.last_segment, self.head + loop)
