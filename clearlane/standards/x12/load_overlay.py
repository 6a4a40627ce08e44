"""Load overlays: those that come with the program by their names, others by their paths; each is proven at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from clearlane.standards.x12.contradictions import check_together
from clearlane.standards.x12.library import FOLDER, Entry, entries
from clearlane.standards.x12.overlay import Overlay, OverlayRefused
from clearlane.standards.x12.overlay_machines import overlay_machines, relaxed_guide
from clearlane.standards.x12.read_overlay import read_overlay

SHIPPED = FOLDER / "payers"
CLAIM_SET = "837"
MOST_BYTES = 1 << 20
"""No overlay is larger; what is, was named by mistake."""


def find_overlays(folder: Path = SHIPPED) -> list[Path]:
    """The texts of a folder, by their names. Raises OSError."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".txt")


def load_overlay(given: str | Path) -> Overlay:
    """The overlay of a name, as `find_overlays` shows them, or of a path. Raises OverlayRefused."""
    path = _path(given)
    file = path.name if path.parent == SHIPPED else str(path)
    overlay = read_overlay(_text(path, file), name=path.stem, file=file)
    for version in overlay.versions:
        _prove(overlay, version)
    return overlay


def load_overlays(given: Iterable[str | Path]) -> tuple[Overlay, ...]:
    """Several of them, each once, which can be used together. Raises OverlayRefused."""
    found = tuple(dict.fromkeys(map(load_overlay, given)))
    prove_together(found)
    return found


@cache
def prove_together(overlays: tuple[Overlay, ...]) -> None:
    """That there are claims which fit all of them. Raises OverlayRefused for a contradiction."""
    for entry in entries():
        own = overlays_of(entry, overlays)
        if len(own) > 1:
            overlay_machines(entry.files, own)
            check_together(own, relaxed_guide(entry.files, own).root)


def overlays_of(entry: Entry, overlays: tuple[Overlay, ...]) -> tuple[Overlay, ...]:
    """Those that are for the sets of a line of sets.txt."""
    return tuple(one for one in overlays if one.is_for(entry.version, entry.files[0]))


def _path(given: str | Path) -> Path:
    path = Path(given)
    shipped = SHIPPED / f"{given}.txt"
    if isinstance(given, Path) or path.exists() or path.suffix or len(path.parts) > 1:
        return path
    if shipped.is_file():
        return shipped
    names = ", ".join(one.stem for one in find_overlays())
    raise OverlayRefused(f"{given}: there is no such overlay. Name one of {names}, or a file")


def _text(path: Path, file: str) -> str:
    try:
        if path.is_dir():
            raise OverlayRefused(f"{file}: it is a folder. Name one overlay of it; `clearlane x12 overlays` lists them")
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b"\xff"
    except OSError as error:
        raise OverlayRefused(f"{file}: {error.strerror}. Name a file that can be read") from error
    if not content.isascii():
        line = next((n for n, one in enumerate(content.splitlines(), 1) if not one.isascii()), 1)
        raise OverlayRefused(f"{file}:{line}: it is no text of ASCII. Write it with plain letters")
    return content.decode("ascii")


def _prove(overlay: Overlay, version: str) -> None:
    """That a version of the guide is there, and takes every change. Raises OverlayRefused."""
    entry = next(
        (one for one in entries() if overlay.is_for(one.version, one.files[0]) and one.version == version), None
    )
    if entry is None:
        known = ", ".join(f"{one.version} on {one.files[0]}" for one in _near(overlay, version)) or "those of sets.txt"
        raise OverlayRefused(f"{overlay.file}: no guide is {version} on {overlay.guide}. There are {known}")
    if overlay.ids and (entry.set_id != CLAIM_SET or overlay.relaxations):
        reason = "a relaxation counts for a whole file" if overlay.relaxations else "only claims (837) name their payer"
        raise OverlayRefused(f"{overlay.file}: {reason}, so it can name no ids. Leave out the line `ids`")
    overlay_machines(entry.files, (overlay,))


def _near(overlay: Overlay, version: str) -> Iterator[Entry]:
    return (one for one in entries() if one.version == version or one.files[0] == overlay.guide)
