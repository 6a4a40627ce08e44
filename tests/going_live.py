"""A house in which organizations may go live: it says for whom it works, and its keys are in a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from clearlane.foundation.vault.is_backed_up import mark_backed_up


@pytest.fixture
def keys_in_a_backup(data: Path) -> Iterator[None]:
    """What ``clearlane keys backup`` leaves in the data folder."""
    before = set(data.iterdir())
    mark_backed_up(data=data, keys=settings.KEYS)
    yield
    for made in set(data.iterdir()) - before:
        made.unlink()


@pytest.fixture
def house_in_use(keys_in_a_backup: None) -> Iterator[None]:
    """A house that works for its own organization; that one lacks a verified pair, and nothing else."""
    with override_settings(MODE="own_use"):
        yield
