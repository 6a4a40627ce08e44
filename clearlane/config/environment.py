"""Settings from the environment, else from ``clearlane.toml``: typed, strict, clear about what is wrong with one."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from clearlane.config.names import NAMES

FILE = "clearlane.toml"
_HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]")


class SettingIsWrong(ValueError):
    """A setting in the environment cannot be used. The message names it, what it holds, and what it may hold."""


PREFIX = "CLEARLANE_"


def text(name: str, default: str = "") -> str:
    """A text; empty counts as not set. ``CLEARLANE_MAIL_FROM`` stands in ``clearlane.toml`` as ``mail_from``."""
    return os.environ.get(name, "").strip() or _written(name) or default


def _written(name: str) -> str:
    """What the file says; never where the data folder is, which says where the file lies."""
    path = os.environ.get(f"{PREFIX}CONFIG", "").strip()
    folder = os.environ.get(f"{PREFIX}DATA", "").strip()
    if name in {f"{PREFIX}DATA", f"{PREFIX}CONFIG"} or not (path or folder):
        return ""
    value = read_file(Path(path) if path else Path(folder) / FILE).get(name.removeprefix(PREFIX).lower(), "")
    return str(int(value) if isinstance(value, bool) else value).strip()


@lru_cache(maxsize=4)
def read_file(path: Path) -> Mapping[str, str | int | bool]:
    """The settings of a ``clearlane.toml``: names in lower case without the prefix; empty where there is no file.

    Raises SettingIsWrong.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingIsWrong(f"{path} cannot be read: {error}") from error
    odd = [name for name, value in written.items() if not isinstance(value, str | int | bool)]
    if odd:
        raise SettingIsWrong(f"{path}: {', '.join(odd)} must be a text, a whole number, or true or false")
    if unknown := sorted(set(written) - NAMES):
        raise SettingIsWrong(f"{path}: there is no setting {', '.join(unknown)}")
    return written


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or a no: 1, true, yes, on or 0, false, no, off. Raises SettingIsWrong."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingIsWrong(f"{name} is {value!r}; it may be 1 or 0")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number within bounds. Raises SettingIsWrong."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingIsWrong(f"{name} is {value!r}; it may be a whole number from {least} to {most}")
    return int(value)


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """One of a few words. Raises SettingIsWrong."""
    value = text(name, default)
    if value not in among:
        raise SettingIsWrong(f"{name} is {value!r}; it may be {', '.join(among)}")
    return value


def hosts(name: str, default: str) -> list[str]:
    """Host names with commas between them, each once, without scheme and port; ``.example.org`` means all below it, *
    any.

    Raises SettingIsWrong.
    """
    found = [each.strip().lower() for each in text(name, default).split(",") if each.strip()]
    wrong = [each for each in found if not _HOST.fullmatch(each)]
    if wrong or not found:
        raise SettingIsWrong(
            f"{name} has {', '.join(wrong) or 'no name in it'}; it may be claims.example.org,127.0.0.1"
        )
    return list(dict.fromkeys(found))


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks with commas between them. Raises SettingIsWrong."""
    try:
        return tuple(ip_network(each.strip()) for each in text(name).split(",") if each.strip())
    except ValueError as error:
        raise SettingIsWrong(f"{name} is {text(name)!r}; it may be 10.0.0.8,192.168.0.0/24") from error


def folder(name: str, default: Path) -> Path:
    """An absolute path."""
    return Path(text(name, str(default))).expanduser().absolute()


def secret(name: str, default: str = "") -> str:
    """A secret: from NAME, or from the file that NAME_FILE names. Raises SettingIsWrong."""
    named = text(f"{name}_FILE")
    if not named:
        return text(name, default)
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingIsWrong(f"{name}_FILE is {named!r}, which cannot be read: {error.strerror}") from error


def first_line(path: Path) -> str:
    """What a file of one line holds; empty where there is no such file."""
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
