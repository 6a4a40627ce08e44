"""Tables, columns, foreign keys and migrations obey the floors as imports do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from clearlane.config.apps import APPS
from clearlane.config.read_tables import read_tables
from tests.house.tree import ROOT

FLOORS = ("foundation", "directory", "exchange", "flows")
STAGES = (
    "intake", "interchanges", "acks", "claims", "edits", "routing", "connections", "batches", "responses", "remits",
    "replies", "worklists", "reading",
)  # fmt: skip
OUTSIDE = ("procrastinate", "django_migrations", "account_", "mfa_", "auth_", "django_content_type")
COLUMNS = ROOT / "clearlane" / "config" / "columns.txt"


def _ours() -> Iterator[type[models.Model]]:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("clearlane.")}
    return (model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in labels)


def _height(label: str) -> tuple[int, int]:
    """Floor and stage of an app, by its label; what is not ours lies beneath everything."""
    floor, _, rest = label.partition("_")
    if floor not in FLOORS:
        return (-1, 0)
    return (FLOORS.index(floor), STAGES.index(rest) if floor == "exchange" else 0)


def test_a_label_is_the_dotted_path() -> None:
    wrong = [
        config.name for config in apps.get_app_configs() if config.name in APPS and _path(config.label) != config.name
    ]
    assert wrong == []


def _path(label: str) -> str:
    return "clearlane." + label.replace("_", ".", 1)


def test_a_foreign_key_points_to_its_own_floor_or_one_beneath() -> None:
    rising = [
        f"{model._meta.label}.{field.name}"
        for model in _ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and _height(field.related_model._meta.app_label) > _height(model._meta.app_label)
    ]
    assert rising == []


def test_a_migration_leans_on_its_own_floor_or_one_beneath() -> None:
    graph = MigrationLoader(None)
    rising = [
        f"{label}.{name} -> {needed}"
        for (label, name), migration in graph.disk_migrations.items()
        for needed, _ in migration.dependencies
        if _height(label) >= (0, 0) and _height(needed) > _height(label)
    ]
    assert rising == []


def test_the_models_are_the_sum_of_the_migrations(
    database: None, as_role: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    with as_role("owner"):
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    assert "No changes detected" in capsys.readouterr().out


def test_every_table_is_listed_with_its_owner() -> None:
    tables = {model._meta.db_table for model in _ours()}
    listed = {name for name in read_tables() if not name.startswith(OUTSIDE)}
    assert (sorted(tables - listed), sorted(listed - tables)) == ([], [])


def test_every_tenant_table_has_a_tenant() -> None:
    listed = read_tables()
    lacking = [
        model._meta.db_table
        for model in _ours()
        if listed[model._meta.db_table].owner == "tenant"
        and "tenant_id" not in {column for _, column in _columns(model)}
    ]
    assert lacking == []


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    return ((model._meta.db_table, field.column or "") for field in model._meta.local_concrete_fields)


def _classified(path: Path) -> dict[str, str]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split(maxsplit=1) for line in lines)


def test_every_column_is_classified() -> None:
    """columns.txt says of each column whether it can hold what identifies or describes a patient."""
    columns = {f"{table}.{column}" for model in _ours() for table, column in _columns(model)}
    listed = _classified(COLUMNS)
    assert (sorted(columns - set(listed)), sorted(set(listed) - columns)) == ([], [])
    assert set(listed.values()) <= {"phi", "plain"}
