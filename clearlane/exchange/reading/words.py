"""The words in which people read where a claim stands."""

from __future__ import annotations

CLAIM_WORDS: dict[str, str] = {
    "received": "Received",
    "dead": "Rejected",
    "held": "Held",
    "stuck": "Held",
    "rejected": "Rejected",
    "withdrawn": "Void",
    "ready": "Ready",
    "batched": "Ready",
    "in_doubt": "Sent",
    "sent": "Sent",
    "received_by_payer": "Sent",
    "accepted_by_payer": "Accepted",
    "rejected_by_payer": "Rejected",
    "replaced": "Replaced",
}
"""State of a claim in the exchange -> the word for it. What a payer paid overrides it."""
