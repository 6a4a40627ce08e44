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
            name="AtypicalProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.TextField(db_collation="C")),
                ("tin", models.TextField(db_collation="C")),
                ("payer_id", models.TextField(db_collation="C", default="")),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                (
                    "submitter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_date", None)),
                        fields=("number", "tin", "submitter"),
                        name="one_live_row_an_atypical_provider_and_submitter",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorizedPair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("npi", models.TextField(db_collation="C")),
                ("tin", models.TextField(db_collation="C")),
                ("status", models.TextField(default="pending")),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("verified_by", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                (
                    "submitter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["live", "pending", "disputed"])),
                        name="a_pair_is_live_pending_or_disputed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live"), ("tenant", models.F("submitter")), ("until_date", None)),
                        fields=("npi", "tin"),
                        name="one_holder_of_a_live_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live"), ("until_date", None)),
                        fields=("npi", "tin", "submitter"),
                        name="one_live_row_a_pair_and_submitter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "live"), _negated=True),
                            models.Q(("verified_at__isnull", False), models.Q(("verified_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_live_pair_was_verified_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("npi__regex", "^[12][0-9]{9}$")), name="a_pair_has_an_npi"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tin__regex", "^[0-9]{9}$")), name="a_pair_has_a_tax_id"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("npi", models.TextField(db_collation="C")),
                ("tin", models.TextField(db_collation="C")),
                ("payer_id", models.TextField(db_collation="C")),
                ("transaction", models.TextField()),
                ("connection_id", models.UUIDField()),
                ("status", models.TextField()),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "live", "refused", "ended"])),
                        name="an_enrollment_has_a_known_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until_date", None)),
                        fields=("npi", "tin", "payer_id", "transaction", "connection_id"),
                        name="one_open_enrollment_a_provider_payer_and_connection",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EraRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("payer_id", models.TextField(db_collation="C", default="")),
                ("npi", models.TextField(db_collation="C")),
                ("tin", models.TextField(db_collation="C")),
                ("status", models.TextField(default="live")),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["live", "disputed"])),
                        name="an_era_right_is_live_or_disputed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live"), ("until_date", None)),
                        fields=("payer_id", "npi", "tin"),
                        name="an_era_right_has_one_holder",
                    ),
                ],
            },
        ),
    ]
