"""Settings from the environment: typed, strict, and clear about what is wrong with one."""

from __future__ import annotations

import os
import re
from pathlib import Path

_HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]")


class SettingIsWrong(ValueError):
    """A setting in the environment cannot be used. The message names it, what it holds, and what it may hold."""


def text(name: str, default: str = "") -> str:
    """A text; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


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
