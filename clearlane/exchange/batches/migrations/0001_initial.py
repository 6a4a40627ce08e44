from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitionedModel(
            name="Batch",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("connection_id", models.UUIDField()),
                ("usage", models.TextField()),
                ("version", models.TextField()),
                ("bht06", models.TextField()),
                ("control", models.BigIntegerField()),
                ("bht03", models.TextField(db_collation="C")),
                ("name", models.TextField()),
                ("file_id", models.UUIDField()),
                ("sha256", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("address", models.BinaryField()),
                ("claims", models.IntegerField()),
                ("cents", models.BigIntegerField()),
                ("state", models.TextField(default="built")),
                ("attempts", models.IntegerField(default=0)),
                ("built_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_due_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "connection_id", "control"], name="batch_by_control")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["built", "sending", "in_doubt", "sent", "acknowledged", "refused"])
                        ),
                        name="a_batch_is_in_a_known_state",
                    )
                ],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
        migrations.CreateModel(
            name="ControlNumber",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("connection_id", models.UUIDField()),
                ("usage", models.TextField()),
                ("next", models.BigIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("connection_id", "usage"), name="one_counter_a_connection_and_usage"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Locator",
            fields=[
                ("trace_number", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("claim_id", models.UUIDField()),
                ("batch_id", models.UUIDField()),
                ("set_seq", models.IntegerField()),
                ("first_segment", models.IntegerField()),
                ("last_segment", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["batch_id", "first_segment"], name="locator_by_batch")],
            },
        ),
    ]
