"""The settings that every process reads from the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from clearlane.directory.agreements.agreement_text import TEXT_OF, AgreementIsUnreadable, agreement_text
from clearlane.doors.console.examine.ailment import Ailment
from clearlane.foundation.postgres.layout import Layout
from clearlane.foundation.vault.is_backed_up import is_backed_up

_HEADER = "begin the file with the lines `Title: ...` and `Version: ...`, then an empty line, then the text"


def examine_settings(layout: Layout) -> Iterator[Ailment]:
    """Read them all in this process, as the operator, and look at what a house in service needs.

    Raises SettingIsWrong.
    """
    from clearlane.config.setup import setup

    setup(role="operator")
    house = settings.HOUSE
    for name in house.lacks:
        yield Ailment(f"{name} is not set: nobody can go live in this house", "clearlane setup asks for it")
    if house.mode != "evaluation" and layout.data.is_dir() and not is_backed_up(data=layout.data, keys=settings.KEYS):
        mend = "clearlane keys backup FILE, kept away from the data folder"
        what = "the keys were not backed up, or are others since: nobody can go live in this house"
        yield Ailment(what, mend, is_warning=house.mode == "own_use")
    yield from _agreements()


def _agreements() -> Iterator[Ailment]:
    """Texts of the operator's own that nobody could sign."""
    if settings.AGREEMENTS and not Path(settings.AGREEMENTS).is_dir():
        what = f"CLEARLANE_AGREEMENTS names {settings.AGREEMENTS}, which is no folder: our templates are signed"
        yield Ailment(what, "make the folder, or take the setting out", is_warning=True)
    for kind in {name: kind for kind, name in TEXT_OF.items()}.values():
        try:
            agreement_text(kind=kind)
        except AgreementIsUnreadable as problem:
            yield Ailment(f"{problem}: nobody can sign up with it", _HEADER)
