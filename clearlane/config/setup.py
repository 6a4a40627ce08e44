"""Make a process ready: who it is, where its data lies, then Django."""

from __future__ import annotations

import os
from pathlib import Path

import django

from clearlane.config.codes_folder import codes_folder
from clearlane.config.environment import SettingIsWrong, text
from clearlane.config.place import place
from clearlane.standards.codes.library import use_folder


def setup(*, role: str, data: Path | None = None, serves: bool = False, patience: float = 0.0) -> None:
    """Set role and data folder for this process and start Django; the second call in a process changes nothing.

    ``role`` is owner, gate, web, flow or operator. Log lines go to standard error as JSON. A process that ``serves``
    tenants asks the database at once whether its role is one for which the walls hold; for ``patience`` seconds it asks
    again where that does not answer. Raises SettingIsWrong, and DatabaseIsAway after them.
    """
    os.environ["CLEARLANE_ROLE"] = role
    if data is not None:
        os.environ["CLEARLANE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearlane.config.settings")
    if serves:
        _share_metrics(place())
    django.setup()
    use_folder(codes_folder())
    from clearlane.foundation.telemetry.log import configure

    configure(role=role, level=text("CLEARLANE_LOG_LEVEL", "INFO"))
    if serves:
        _refuse_might(patience)


def _share_metrics(folder: Path) -> None:
    """Processes of one data folder count together: Prometheus's client reads this before its first counter is made."""
    metrics = folder / "metrics"
    metrics.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(metrics))


def _refuse_might(patience: float) -> None:
    from clearlane.foundation.tenancy.check_role import RoleIsMighty, check_role

    try:
        check_role(patience=patience)
    except RoleIsMighty as error:
        raise SettingIsWrong(str(error)) from error
