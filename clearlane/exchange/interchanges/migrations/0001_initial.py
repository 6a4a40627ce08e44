from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SameContent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id",
                        "content_hash",
                        "set_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("content_hash", models.BinaryField()),
                ("set_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        CreatePartitionedModel(
            name="Interchange",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("file_id", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("control", models.TextField()),
                ("sender", models.TextField()),
                ("receiver", models.TextField()),
                ("usage", models.TextField()),
                ("offset", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("report", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "file_id"], name="interchange_by_file"),
                    models.Index(fields=["tenant_id", "control", "sender"], name="interchange_by_control"),
                ],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
        CreatePartitionedModel(
            name="TransactionSet",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("file_id", models.UUIDField()),
                ("interchange_id", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("set_id", models.TextField()),
                ("control", models.TextField()),
                ("version", models.TextField()),
                ("functional_id", models.TextField()),
                ("group_control", models.TextField()),
                ("delimiters", models.TextField()),
                ("usage", models.TextField()),
                ("verdict", models.TextField()),
                ("offset", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("segments", models.IntegerField()),
                ("header_length", models.IntegerField(default=0)),
                ("dead", models.TextField(default="[]")),
                ("content_hash", models.BinaryField()),
                ("bht03", models.TextField(default="")),
                ("claims", models.IntegerField(default=0)),
                ("cents", models.BigIntegerField(default=0)),
                ("state", models.TextField(default="read")),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "file_id"], name="set_by_file")],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
    ]
