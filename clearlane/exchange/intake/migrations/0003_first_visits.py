from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_intake", "0002_files_know_their_account")]

    operations = [
        migrations.CreateModel(
            name="FirstVisit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "account_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.IntegerField()),
                ("account_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
