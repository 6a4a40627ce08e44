"""Clear away what processes that were killed have left in the spool."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from clearlane.foundation.durable.files import make_folder, remove, write_file

DAY_SECONDS = 86_400


def sweep(*, older_than_seconds: int = DAY_SECONDS) -> int:
    """Remove spooled files that nobody has written to for so long, and give their number.

    Their senders were never told that we have them. Ages are taken from the disk's own clock, by a file written now.
    """
    folder = Path(settings.SPOOL)
    make_folder(folder)
    mark = folder / "now"
    write_file(mark, [b"now"])
    now = mark.stat().st_mtime
    remove(mark)
    removed = 0
    for path in folder.glob("*.part"):
        if _age(path, now) >= older_than_seconds:
            remove(path)
            removed += 1
    return removed


def _age(path: Path, now: float) -> float:
    """Seconds since a file was written to; less than none where it is gone."""
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return -1
