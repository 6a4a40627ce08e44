from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation_tenancy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("npi", models.TextField(db_collation="C")),
                ("address", models.TextField(db_collation="C")),
                ("scope", models.TextField()),
                ("from_at", models.DateTimeField(null=True)),
                ("until_at", models.DateTimeField(null=True)),
                ("token_sha256", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("good_until", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(db_default="", default="")),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation_tenancy.tenant",
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation_tenancy.grant",
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
                "indexes": [
                    models.Index(fields=["tenant", "made_at"], name="consent_ask_by_tenant"),
                    models.Index(fields=["client"], name="consent_ask_by_client"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["claims", "send"])), name="an_ask_is_for_a_known_scope"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("npi__regex", "^[12][0-9]{9}$")), name="an_ask_names_an_npi"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("outcome__in", ("given", "refused", "taken_back", "turned_down")),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_ask_says_how_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grant__isnull", False), ("outcome", "given")),
                            models.Q(models.Q(("outcome", "given"), _negated=True), ("grant", None)),
                            _connector="OR",
                        ),
                        name="a_given_consent_is_a_grant",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("tenant", "npi", "address"),
                        name="one_open_ask_an_npi_address_and_tenant",
                    ),
                ],
            },
        ),
    ]
