"""Keep logs from filling the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

LOG_BYTES = 20_000_000
KEPT = 3


def cut_logs(folder: Path, *, most: int = LOG_BYTES) -> list[str]:
    """Copy each log that is longer than ``most`` bytes aside and empty it; gives their names.

    Programs go on writing to the same file: they append. The last three copies are kept, ``web.log.1`` the youngest.
    A line written between copying and emptying is lost.
    """
    long = [path for path in sorted(folder.glob("*.log")) if path.stat().st_size > most]
    for path in long:
        for number in range(KEPT, 1, -1):
            older = path.with_name(f"{path.name}.{number - 1}")
            if older.is_file():
                older.replace(path.with_name(f"{path.name}.{number}"))
        shutil.copy2(path, path.with_name(f"{path.name}.1"))
        with path.open("r+b") as stream:
            stream.truncate()
    return [path.name for path in long]
