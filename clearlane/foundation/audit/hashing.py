"""How a trail is folded: entries to hashes, hashes to a Merkle root, root and predecessor to a seal."""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FIRST = bytes(32)


def hash_entry(entry: Sequence[Any]) -> bytes:
    """The SHA-256 of one entry, given as its columns in the order of ``COLUMNS`` in ``read_entries``."""
    plain = [None if value is None else str(value) for value in entry[:-1]]
    return hashlib.sha256(json.dumps([*plain, entry[-1]], sort_keys=True).encode()).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes in order. Leaves and nodes are told apart; an odd last one is carried up as it is."""
    if not leaves:
        return FIRST
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\1" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


@dataclass(frozen=True, slots=True)
class Sealed:
    """Everything that a block says. ``span`` is cluster, from_xid, to_xid; ``previous`` the seal before."""

    tenant: int
    number: int
    span: tuple[int, int, int]
    entries: int
    root: bytes
    previous: bytes

    def seal(self, key: bytes) -> bytes:
        """The HMAC-SHA256 over it, by the key that the database does not hold."""
        head = struct.pack(">iqqqqi", self.tenant, self.number, *self.span, self.entries)
        return hmac.digest(key, head + self.root + self.previous, "sha256")
