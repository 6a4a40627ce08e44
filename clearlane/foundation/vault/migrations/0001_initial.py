from __future__ import annotations

from django.db import migrations, models

from clearlane.foundation.partitions.operations import CreatePartitionedModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreatePartitionedModel(
            name="Content",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField()),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "version", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("version", models.IntegerField()),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Object",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "address", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("address", models.BinaryField()),
                ("object_id", models.UUIDField()),
                ("sha256", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("key_version", models.IntegerField()),
                ("place", models.TextField()),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place__in", ("database", "folder", "s3"))),
                        name="an_object_is_in_a_known_place",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE foundation_vault_content ALTER COLUMN sealed SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
