from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField()),
                ("tenant_id", models.IntegerField()),
                ("kind", models.TextField(db_collation="C")),
                ("reason", models.TextField(db_collation="C")),
                ("subject_kind", models.TextField(db_collation="C")),
                ("subject_id", models.UUIDField()),
                ("note", models.TextField(default="")),
                ("raised_at", models.DateTimeField()),
                ("raised_by", models.TextField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.TextField(null=True)),
                ("closing_note", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["tenant_id", "raised_at"], name="open_items"
                    ),
                    models.Index(fields=["tenant_id", "subject_id"], name="items_of_a_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("tenant_id", "kind", "reason", "subject_id"),
                        name="one_open_item_a_reason_and_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_item_is_closed_at_a_time_by_somebody",
                    ),
                ],
            },
        ),
    ]
