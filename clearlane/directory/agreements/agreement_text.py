"""The texts that organizations sign: ours, or those that the operator has put in their place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TEXT_OF: Mapping[str, str] = {
    "small": "provider", "large": "provider", "practice": "provider",
    "hospital": "provider", "billing": "billing", "payer": "payer",
}  # fmt: skip
AUTHORITY = "I am authorized to sign this agreement for {organization}."
_OURS = Path(__file__).with_name("texts")


class AgreementIsUnreadable(RuntimeError):
    """A text lacks its title or version, or is no text. It begins with the lines ``Title: ...`` and ``Version: ...``,
    then an empty line; headings begin with ``# ``. Mend the file in the folder that CLEARLANE_AGREEMENTS names."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementText:
    """One text as it stands now; ``sha256`` in hex tells whether it is still the one that somebody has read."""

    name: str
    title: str
    version: str
    notice: str
    sections: tuple[Section, ...]
    sha256: str
    is_draft: bool


def agreement_text(*, kind: str) -> AgreementText | None:
    """The text for a kind of organization, from CLEARLANE_AGREEMENTS where that has one, else ours.

    None where the house works for itself alone: it makes no agreement with itself. In evaluation it is a draft.
    Raises AgreementIsUnreadable.
    """
    if settings.MODE == "own_use":
        return None
    name = TEXT_OF[kind]
    return _read(_place(name), name=name, is_draft=settings.MODE == "evaluation")


def _place(name: str) -> Path:
    theirs = Path(settings.AGREEMENTS) / f"{name}.txt" if settings.AGREEMENTS else None
    return theirs if theirs is not None and theirs.is_file() else _OURS / f"{name}.txt"


def _read(path: Path, *, name: str, is_draft: bool) -> AgreementText:
    try:
        content = path.read_bytes()
        head, _, body = content.decode("utf-8").replace("\r\n", "\n").partition("\n\n")
    except OSError as error:
        raise AgreementIsUnreadable(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise AgreementIsUnreadable(f"{path} is not UTF-8") from error
    lines = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if not lines.get("Title") or not lines.get("Version") or not body.strip():
        raise AgreementIsUnreadable(f"{path} lacks its title, its version or its text")
    digest = hashlib.sha256(content).hexdigest()
    return AgreementText(
        name, lines["Title"], lines["Version"], lines.get("Notice", ""), _sections(body), digest, is_draft
    )


def _sections(body: str) -> tuple[Section, ...]:
    """Blocks between empty lines; one that begins with ``# `` opens a section."""
    found: list[tuple[str, list[str]]] = []
    for block in filter(None, (each.strip() for each in body.split("\n\n"))):
        heading, _, rest = block.partition("\n") if block.startswith("# ") else ("", "", block)
        if heading or not found:
            found.append((heading.removeprefix("# "), []))
        if rest.strip():
            found[-1][1].append(" ".join(rest.split()))
    return tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in found)
