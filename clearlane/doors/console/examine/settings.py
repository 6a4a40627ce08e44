"""The settings that every process reads from the environment."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.doors.console.examine.ailment import Ailment
from clearlane.foundation.postgres.layout import Layout


def examine_settings(_layout: Layout) -> Iterator[Ailment]:
    """Read them all in this process, as the operator; there is nothing to add. Raises SettingIsWrong."""
    from clearlane.config.setup import setup

    setup(role="operator")
    return iter(())
