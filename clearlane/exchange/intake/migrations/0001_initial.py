from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Number",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SameBytes",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "address", "file_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("address", models.BinaryField()),
                ("file_id", models.UUIDField()),
            ],
        ),
        CreatePartitionedModel(
            name="File",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("number", models.BigIntegerField()),
                ("name", models.TextField()),
                ("direction", models.TextField()),
                ("way", models.TextField()),
                ("username", models.TextField(default="")),
                ("scheme", models.TextField(default="")),
                ("connection_id", models.UUIDField(null=True)),
                ("usage", models.TextField(default="")),
                ("sha256", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("address", models.BinaryField()),
                ("state", models.TextField()),
                ("reason", models.TextField(default="")),
                ("first_id", models.UUIDField(null=True)),
                ("correlation_id", models.UUIDField()),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "number"], name="file_by_number"),
                    models.Index(fields=["tenant_id", "-received_at"], name="file_by_arrival"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["in", "out", "payer"])),
                        name="a_file_goes_in_or_out_or_comes_from_a_payer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "partial", "read", "unreadable", "repeat", "stored"])
                        ),
                        name="a_file_is_in_a_known_state",
                    ),
                ],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
        migrations.RunSQL(
            "ALTER TABLE exchange_intake_number ALTER COLUMN number RESTART WITH 1000000001", migrations.RunSQL.noop
        ),
    ]
