from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models

import clearlane.foundation.audit.models
from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("number", models.BigIntegerField()),
                ("cluster", models.BigIntegerField()),
                ("from_xid", models.BigIntegerField()),
                ("to_xid", models.BigIntegerField()),
                ("entries", models.IntegerField()),
                ("root", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("seal", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
        CreatePartitionedModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("event", models.TextField(db_collation="C")),
                ("by", models.TextField(db_collation="C")),
                ("correlation", models.UUIDField(null=True)),
                ("subjects", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("detail", models.JSONField()),
                ("xid", models.BigIntegerField(db_default=clearlane.foundation.audit.models.WritingTransaction())),
                ("cluster", models.BigIntegerField(db_default=clearlane.foundation.audit.models.WritingCluster())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "cluster", "xid"], name="entry_by_tenant"),
                    models.Index(fields=["cluster", "xid"], name="entry_by_transaction"),
                ],
            },
        ),
    ]
