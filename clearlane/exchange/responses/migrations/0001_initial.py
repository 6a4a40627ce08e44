from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitionedModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("file_id", models.UUIDField()),
                ("set_id", models.UUIDField()),
                ("connection_id", models.UUIDField(null=True)),
                ("usage", models.TextField()),
                ("kind", models.TextField()),
                ("level", models.TextField()),
                ("seq", models.IntegerField()),
                ("trace", models.TextField(db_collation="C", default="")),
                ("batch_trace", models.TextField(db_collation="C", default="")),
                ("our_trace", models.TextField(db_collation="C", default="")),
                ("body", models.TextField()),
                ("first_segment", models.IntegerField()),
                ("last_segment", models.IntegerField()),
                ("offset", models.BigIntegerField()),
                ("length", models.BigIntegerField()),
                ("state", models.TextField(default="read")),
                ("batch_id", models.UUIDField(null=True)),
                ("claim_tenant_id", models.IntegerField(null=True)),
                ("claim_id", models.UUIDField(null=True)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "set_id"], name="response_by_set")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("TA1", "999", "277CA"))), name="a_response_is_of_a_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ("envelope", "group", "batch", "provider", "claim"))),
                        name="a_response_speaks_of_a_known_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("read", "matched", "aside"))),
                        name="a_response_is_in_a_known_state",
                    ),
                ],
            },
            primary_key=("tenant_id", "id"),
            partition_by="id",
        ),
    ]
