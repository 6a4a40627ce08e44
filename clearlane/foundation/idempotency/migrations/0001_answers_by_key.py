from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Answered",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("key", models.TextField(db_collation="C")),
                ("request", models.BinaryField()),
                ("answer", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
