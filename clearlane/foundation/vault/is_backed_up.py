"""Are the keys that the house works with in a backup, whose words were asked back?"""

from __future__ import annotations

import json
from pathlib import Path

from clearlane.foundation.durable.files import write_file

from .key_backup import fingerprint

_MARK = "keys-backed-up.json"


def mark_backed_up(*, data: Path, keys: Path) -> None:
    """Write down in the data folder that these very keys are in a backup."""
    write_file(data / _MARK, [json.dumps({"keys": fingerprint(keys)}).encode()])


def is_backed_up(*, data: Path, keys: Path) -> bool:
    """Whether these very keys are in one."""
    mark = data / _MARK
    if not mark.is_file():
        return False
    return bool(json.loads(mark.read_text(encoding="utf-8")).get("keys") == fingerprint(keys))
