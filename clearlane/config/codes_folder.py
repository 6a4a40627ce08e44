"""Where lists lie that whoever runs this house brought in: ICD-10 of a later year, CPT, NCCI and the like."""

from __future__ import annotations

from pathlib import Path

from clearlane.config.environment import folder
from clearlane.config.place import place


def codes_folder() -> Path:
    """The folder of brought-in lists: ``CLEARLANE_CODES``, else ``codes`` in the data folder. Nothing is created."""
    return folder("CLEARLANE_CODES", place() / "codes")
