from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitionedModel(
            name="Attempt",
            fields=[
                ("outbox_id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("seq", models.IntegerField()),
                ("began_at", models.DateTimeField()),
                ("began_by", models.TextField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("result", models.TextField(default="")),
                ("note", models.TextField(default="")),
            ],
            primary_key=("tenant_id", "outbox_id", "seq"),
            partition_by="outbox_id",
        ),
        migrations.CreateModel(
            name="MailName",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("name", models.TextField(db_collation="C")),
                ("mail_id", models.UUIDField()),
            ],
        ),
        CreatePartitionedModel(
            name="Mail",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("number", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("name", models.TextField(db_collation="C")),
                ("address", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.BinaryField()),
                ("claims", models.IntegerField(default=0)),
                ("cents", models.BigIntegerField(default=0)),
                ("source_file_id", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
                ("fetched_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id", "name"], name="mail_by_name"),
                    models.Index(fields=["tenant_id", "source_file_id"], name="mail_by_source"),
                    models.Index(fields=["tenant_id", "number"], name="mail_by_number"),
                ],
            },
        ),
        CreatePartitionedModel(
            name="Outbox",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("kind", models.TextField()),
                ("subject", models.UUIDField()),
                ("connection", models.UUIDField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("state", models.TextField(default="pending")),
                ("attempts", models.IntegerField(default=0)),
                ("put_at", models.DateTimeField()),
                ("put_by", models.TextField()),
                ("concluded_at", models.DateTimeField(null=True)),
                ("concluded_by", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "subject"], name="outbox_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("pending", "sending", "confirmed", "in_doubt", "failed"))),
                        name="an_outbox_row_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_at", None), ("concluded_by", None)),
                            models.Q(("concluded_at__isnull", False), ("concluded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="who_concludes_says_when",
                    ),
                ],
            },
        ),
    ]
