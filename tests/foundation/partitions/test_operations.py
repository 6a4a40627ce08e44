from __future__ import annotations

from typing import Any

import pytest
from django.db import connections, models
from django.db.migrations.state import ProjectState

from clearlane.foundation.partitions.operations import CreateKeyedModel, CreatePartitionedModel, NotPartitionable
from tests.conftest import AsRole

FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("id", models.UUIDField(primary_key=True)),
    ("tenant_id", models.IntegerField()),
    ("name", models.TextField(db_collation="C")),
]


def statements(operation: CreateKeyedModel) -> list[str]:
    """The SQL that a migration with this operation would run."""
    before, after = ProjectState(), ProjectState()
    operation.state_forwards("foundation_tenancy", after)
    with connections["default"].schema_editor(collect_sql=True) as editor:
        operation.database_forwards("foundation_tenancy", editor, before, after)
    return list(editor.collected_sql)


def test_a_keyed_model_has_the_tenant_in_its_key(as_role: AsRole) -> None:
    with as_role("owner"):
        (made,) = statements(CreateKeyedModel("Thing", FIELDS))
    assert made == (
        'CREATE TABLE "foundation_tenancy_thing" ("id" uuid NOT NULL, "tenant_id" integer NOT NULL,'
        ' "name" text COLLATE "C" NOT NULL, PRIMARY KEY ("tenant_id", "id"));'
    )


def test_a_partitioned_model_is_partitioned_by_what_it_says(as_role: AsRole) -> None:
    operation = CreatePartitionedModel("Thing", FIELDS, primary_key=("tenant_id", "id", "name"), partition_by="id")
    with as_role("owner"):
        (made,) = statements(operation)
    assert made.endswith('PRIMARY KEY ("tenant_id", "id", "name")) PARTITION BY RANGE (id);')


def test_a_partitioned_model_gets_its_indexes(as_role: AsRole) -> None:
    options = {"indexes": [models.Index(fields=["tenant_id", "name"], name="thing_by_name")]}
    with as_role("owner"):
        made = statements(CreatePartitionedModel("Thing", FIELDS, options))
    assert 'CREATE INDEX "thing_by_name"' in made[-1]


def test_a_foreign_key_is_refused_unless_the_database_need_not_hold_it(as_role: AsRole) -> None:
    link = models.ForeignKey("self", on_delete=models.PROTECT)
    with as_role("owner"), pytest.raises(NotPartitionable, match=r"Thing\.other"):
        statements(CreatePartitionedModel("Thing", [*FIELDS, ("other", link)]))


def test_an_operation_can_be_written_down_again() -> None:
    made = CreatePartitionedModel("Thing", FIELDS, primary_key=("tenant_id", "id"), partition_by="id")
    name, _, values = made.deconstruct()
    assert name == "CreatePartitionedModel"
    assert (values["primary_key"], values["partition_by"]) == (("tenant_id", "id"), "id")
    assert made.describe() == "Create model Thing, partitioned by id"
