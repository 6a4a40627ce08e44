from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory_users", "0003_sessions"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
                ("free_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LostFactors",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.TextField(default="")),
                ("is_granted", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer_by__in", ["owner", "operator"])),
                        name="lost_factors_are_granted_by_a_known_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("user",),
                        name="one_open_wish_about_lost_factors_a_user",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OneTimeLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("token_sha256", models.BinaryField(unique=True)),
                ("address", models.TextField(db_collation="C", default="")),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("spent_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reset", "email_new", "email_undo"])),
                        name="a_link_does_a_known_thing",
                    )
                ],
            },
        ),
        migrations.AddField(model_name="apikey", name="told_at", field=models.DateTimeField(null=True)),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX a_passkey_is_one_persons ON mfa_authenticator ((data -> 'id')) WHERE type = 'webauthn'",
            "DROP INDEX a_passkey_is_one_persons",
        ),
    ]
