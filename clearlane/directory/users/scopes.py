"""What an API key may be allowed to do."""

from __future__ import annotations

SCOPES: dict[str, str] = {
    "files:write": "send files",
    "files:read": "see what became of files",
    "claims:read": "see claims and their timelines",
    "mailbox:read": "list and fetch what lies in the mailbox",
    "mailbox:confirm": "confirm what was fetched",
}
"""Scope -> what it lets a key do."""
