"""The migration operation that makes a table of a model that grows by the month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState


class NotPartitionable(ValueError):
    """The model has a foreign key that the database would have to hold across partitions. Use a plain column with
    tenant_id beside it, or ``db_constraint=False``."""


class CreateKeyedModel(CreateModel):
    """As CreateModel, but the table's key is ``primary_key``, several columns, where Django knows one field.

    For the tables of the tenants, where every key contains ``tenant_id``.
    """

    def __init__(
        self,
        name: str,
        fields: Sequence[tuple[str, models.Field[Any, Any]]],
        options: dict[str, Any] | None = None,
        bases: Sequence[type[models.Model] | str] | None = None,
        managers: Sequence[tuple[str, models.Manager[Any]]] | None = None,
        *,
        primary_key: Sequence[str] = ("tenant_id", "id"),
    ) -> None:
        self.primary_key = tuple(primary_key)
        super().__init__(name, list(fields), options, bases, managers)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """What it takes to write this operation down again."""
        name, args, kwargs = super().deconstruct()
        return name, args, kwargs | {"primary_key": self.primary_key}

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the table, its indexes and constraints. Raises NotPartitionable."""
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        self._check(model)
        statement, parameters = schema_editor.table_sql(model)
        schema_editor.execute(self._keyed(statement, schema_editor), parameters or None)
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))  # type: ignore[attr-defined]

    def _check(self, model: type[models.Model]) -> None:
        """Nothing to refuse."""

    def _keyed(self, statement: str, schema_editor: BaseDatabaseSchemaEditor) -> str:
        """Django's CREATE TABLE with our key instead of its own."""
        key = ", ".join(map(schema_editor.quote_name, self.primary_key))
        body = statement.replace(" PRIMARY KEY", "", 1).rstrip()
        return f"{body.removesuffix(')')}, PRIMARY KEY ({key}))"


class CreatePartitionedModel(CreateKeyedModel):
    """As CreateKeyedModel, and the table is ``PARTITION BY RANGE`` on one column of its key.

    The partitions themselves are made by ``foundation/partitions/ensure``, never here.
    """

    def __init__(self, *args: Any, partition_by: str = "id", **kwargs: Any) -> None:
        self.partition_by = partition_by
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """What it takes to write this operation down again."""
        name, args, kwargs = super().deconstruct()
        return name, args, kwargs | {"partition_by": self.partition_by}

    def describe(self) -> str:
        """One line for ``migrate`` to print."""
        return f"Create model {self.name}, partitioned by {self.partition_by}"

    def _check(self, model: type[models.Model]) -> None:
        _refuse_foreign_keys(model)

    def _keyed(self, statement: str, schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The keyed table, with the clause for partitions."""
        return f"{super()._keyed(statement, schema_editor)} PARTITION BY RANGE ({self.partition_by})"


def _refuse_foreign_keys(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        if field.remote_field is not None and getattr(field, "db_constraint", False):
            raise NotPartitionable(f"{model.__name__}.{field.name} is a foreign key with a constraint")
