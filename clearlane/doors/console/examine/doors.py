"""The doors of a house that is up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.house.lock import is_held
from clearlane.doors.console.house.ports import answers, serves_web
from clearlane.foundation.postgres.layout import Layout


def examine_doors(layout: Layout) -> Iterator[Ailment]:
    """What does not answer although the house is up."""
    told = layout.data / "addresses.json"
    if not told.is_file() or not is_held(layout.data):
        return
    for name, address in json.loads(told.read_text(encoding="utf-8")).items():
        port = urlsplit(address).port if "://" in address else None
        if port and not (serves_web(port) if name == "web" else answers(port)):
            place = address.partition("?")[0]
            yield Ailment(f"{name} does not answer at {place}", f"its log says why: {layout.data / 'log' / name}.log")
