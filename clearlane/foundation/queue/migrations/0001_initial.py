from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Work",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("step", models.TextField(db_collation="C")),
                ("tenant_id", models.IntegerField()),
                ("thing_id", models.UUIDField()),
                ("lane", models.TextField(db_collation="C", default="")),
                ("due_at", models.DateTimeField()),
                ("attempts", models.IntegerField(default=0)),
                ("error", models.TextField(default="")),
                ("leased_by", models.TextField(default="")),
                ("stuck_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("stuck_at", None)), fields=["step", "due_at"], name="work_due"),
                    models.Index(
                        condition=models.Q(("stuck_at", None)), fields=["step", "lane", "id"], name="work_by_lane"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "tenant_id", "thing_id"), name="a_thing_waits_once_for_a_step"
                    )
                ],
            },
        ),
    ]
