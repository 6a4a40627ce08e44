from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Payer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("payer_id", models.TextField(db_collation="C", unique=True)),
                ("name", models.TextField()),
                ("is_live", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payer_id", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="a_payer_has_an_id_and_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PayerTransaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transaction", models.TextField()),
                ("frequencies", models.TextField(default="1 7 8")),
                ("is_live", models.BooleanField(default=True)),
                ("filing_limit_days", models.IntegerField(null=True)),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="directory_payers.payer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("payer", "transaction"), name="one_row_a_payer_and_transaction")
                ],
            },
        ),
    ]
