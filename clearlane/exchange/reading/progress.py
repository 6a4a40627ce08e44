"""How far everything is: what is still on its way, and whether anything is left to wait for."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.foundation.tenancy.connection import cursor

_FILES = """
    SELECT count(*), count(*) FILTER (WHERE state = 'received'),
           count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM foundation_outbox_mail AS mail
               WHERE mail.tenant_id = file.tenant_id AND mail.source_file_id = file.id AND mail.kind = 'summary'))
    FROM exchange_intake_file AS file WHERE direction = 'in' AND state <> 'partial'
"""
_CLAIMS = """
    SELECT count(*),
           count(*) FILTER (WHERE state IN ('received', 'ready', 'batched', 'in_doubt', 'sent', 'received_by_payer')
               OR (state = 'accepted_by_payer' AND NOT EXISTS (SELECT 1 FROM exchange_remits_adjudication AS one
                   WHERE one.tenant_id = claim.tenant_id AND one.claim_id = claim.id)))
    FROM exchange_claims_claim AS claim
"""
_DUE = """
    SELECT count(*) FROM foundation_queue_work
    WHERE stuck_at IS NULL AND leased_by = '' AND step <> 'answers/connections.collect'
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """Files and claims of the scope's tenants; ``open`` claims wait for us or a payer, ``due`` is work in the queue."""

    files: int
    files_open: int
    files_untold: int
    claims: int
    open: int
    due: int

    @property
    def is_working(self) -> bool:
        """Whether we have still something to do, whatever payers owe."""
        return bool(self.files_open or self.files_untold or self.due)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to wait for."""
        return not (self.is_working or self.open)


def count_due() -> int:
    """How much work waits in the queue, asking the payers left aside: the cheapest sign that all is done."""
    with cursor() as sql:
        sql.execute(_DUE)
        return int(sql.fetchone()[0])


def progress() -> Progress:
    """How far the scope's tenants are."""
    with cursor() as sql:
        sql.execute(_FILES)
        files, unread, untold = sql.fetchone()
        sql.execute(_CLAIMS)
        claims, on_their_way = sql.fetchone()
    return Progress(files, unread, untold, claims, on_their_way, count_due())
