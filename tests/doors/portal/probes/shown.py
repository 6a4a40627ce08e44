"""What is to be read at which address, by whom: a walk that is shown nothing would find no leak either."""

from __future__ import annotations

from tests.doors.portal.probes.cast import ACCOUNT, FILE, KEY
from tests.exchange.reading.plant import TOKEN

SHOWN = {
    ("GET", "/home"): FILE,
    ("GET", "/claims"): TOKEN,
    ("POST", "/claims/search"): TOKEN,
    ("GET", "/claims/<uuid:claim_id>"): TOKEN,
    ("GET", "/claims/<uuid:claim_id>/messages/<int:seq>"): TOKEN,
    ("GET", "/claims/<uuid:claim_id>/messages/<int:seq>/x12"): TOKEN,
    ("GET", "/files"): FILE,
    ("GET", "/files/<uuid:file_id>"): TOKEN,
    ("GET", "/files/<uuid:file_id>/bytes"): TOKEN,
    ("GET", "/files/<uuid:file_id>/explained"): TOKEN,
    ("GET", "/mailbox/<uuid:mail_id>"): TOKEN,
    ("GET", "/mailbox/<uuid:mail_id>/x12"): TOKEN,
}
"""What every member of the practice reads where."""

SHOWN_TO_MAKERS = {("GET", "/account/keys"): (ACCOUNT, KEY)}
SHOWN_TO_GRANTED = {place: token for place, token in SHOWN.items() if "/claims" in place[1]}
"""Who works for the practice reads its claims; its files and replies stay its own."""
