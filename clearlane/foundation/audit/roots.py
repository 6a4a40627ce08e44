"""The seals of blocks, written outside the database: a trail whose tail was cut contradicts them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from clearlane.foundation.clock.read import today
from clearlane.foundation.durable.files import append_line, make_folder


def roots_folder() -> Path:
    """The folder of this machine: ``DATA/audit-roots`` unless set otherwise; one file a month, one line a block."""
    return Path(settings.AUDIT_ROOTS)


def write_roots(blocks: Iterable[tuple[int, int, bytes]]) -> None:
    """Add tenant, number and seal of new blocks, durably."""
    lines = [f"{tenant} {number} {sealed.hex()}" for tenant, number, sealed in blocks]
    if lines:
        make_folder(roots_folder())
        append_line(roots_folder() / f"{today():%Y-%m}.txt", "\n".join(lines))


def read_roots() -> dict[int, dict[int, bytes]]:
    """All seals that this machine wrote down, by tenant and number. A line cut off by a crash is passed over."""
    known: dict[int, dict[int, bytes]] = {}
    for path in sorted(roots_folder().glob("*.txt")):
        for line in path.read_text(encoding="ascii").splitlines():
            tenant, number, sealed = (*line.split(), "", "", "")[:3]
            if len(sealed) == 64:
                known.setdefault(int(tenant), {})[int(number)] = bytes.fromhex(sealed)
    return known
