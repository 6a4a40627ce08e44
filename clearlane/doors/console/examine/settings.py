"""The settings that every process reads from the environment."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from clearlane.doors.console.examine.ailment import Ailment
from clearlane.doors.console.keys import is_backed_up
from clearlane.foundation.postgres.layout import Layout


def examine_settings(layout: Layout) -> Iterator[Ailment]:
    """Read them all in this process, as the operator, and look at what a house in service needs.

    Raises SettingIsWrong.
    """
    from clearlane.config.setup import setup

    setup(role="operator")
    house = settings.HOUSE
    for name in house.lacks:
        yield Ailment(f"{name} is not set: nobody can go live in this house", "clearlane setup asks for it")
    if house.mode != "evaluation" and layout.data.is_dir() and not is_backed_up(data=layout.data):
        mend = "clearlane keys backup FILE, kept away from the data folder"
        yield Ailment("the keys were not backed up, or are others since", mend, is_warning=house.mode == "own_use")
