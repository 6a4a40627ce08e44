from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("payer_id", models.TextField(db_collation="C")),
                ("transaction", models.TextField(default="837P")),
                ("claim_type", models.TextField(default="")),
                ("line_of_business", models.TextField(default="")),
                ("state", models.TextField(default="")),
                ("connection_id", models.UUIDField()),
                ("payer_id_there", models.TextField()),
                ("payer_name_there", models.TextField(default="")),
                ("needs_enrollment", models.BooleanField(default=False)),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["payer_id", "transaction"], name="route_by_payer")],
            },
        ),
    ]
