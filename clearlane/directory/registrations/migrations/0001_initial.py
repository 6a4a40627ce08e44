from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("organization", models.TextField()),
                ("email", models.TextField()),
                ("phone", models.TextField(default="")),
                ("wish", models.TextField(default="")),
                ("source", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_from", models.TextField(db_collation="C", default="")),
                ("worked_at", models.DateTimeField(null=True)),
                ("worked_by", models.TextField(default="")),
            ],
            options={
                "indexes": [models.Index(fields=["worked_at", "asked_at"], name="contact_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ("form", "sign_up"))), name="a_contact_has_a_known_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("worked_at", None), ("worked_by", "")),
                            models.Q(("worked_at__isnull", False), models.Q(("worked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_worked_contact_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("email", models.TextField(db_collation="C")),
                ("product", models.TextField()),
                ("token_sha256", models.BinaryField(null=True, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_from", models.TextField(db_collation="C")),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("spent_at", models.DateTimeField(null=True)),
                ("organization", models.TextField(default="")),
                ("npi", models.TextField(db_collation="C", default="")),
                ("tin", models.TextField(db_collation="C", default="")),
                ("tin_kind", models.TextField(default="")),
                ("phone", models.TextField(default="")),
                ("street", models.TextField(default="")),
                ("city", models.TextField(default="")),
                ("state", models.TextField(default="")),
                ("zip", models.TextField(default="")),
                ("time_zone", models.TextField(default="")),
                ("sends_from_here", models.BooleanField(default=True)),
                ("kind", models.TextField(default="")),
                ("tenant_id", models.IntegerField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["email", "asked_at"], name="registration_by_email"),
                    models.Index(fields=["asked_from", "asked_at"], name="registration_by_address"),
                    models.Index(fields=["asked_at"], name="registration_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("product__in", ("clearinghouse", "practice"))),
                        name="a_sign_up_is_for_a_known_product",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "small", "large", "hospital", "billing", "payer"])),
                        name="a_sign_up_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("spent_at", None), ("user", None)),
                            models.Q(("spent_at__isnull", False), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="who_spends_a_link_is_a_user",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)), fields=("user",), name="one_open_sign_up_a_user"
                    ),
                ],
            },
        ),
    ]
