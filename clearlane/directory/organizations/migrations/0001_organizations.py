from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation_tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "tenant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="foundation_tenancy.tenant",
                    ),
                ),
                ("legal_name", models.TextField()),
                ("npi", models.TextField(db_collation="C", default="")),
                ("tin", models.TextField(db_collation="C", default="")),
                ("phone", models.TextField(default="")),
                ("street", models.TextField(default="")),
                ("city", models.TextField(default="")),
                ("state", models.TextField(default="")),
                ("zip", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("legal_name", ""), _negated=True), name="an_organization_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("npi__regex", "^([12][0-9]{9})?$")), name="an_npi_has_ten_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tin__regex", "^([0-9]{9})?$")), name="a_tax_id_has_nine_digits"
                    ),
                ],
            },
        ),
    ]
