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
            name="SftpUser",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.TextField(db_collation="C", unique=True)),
                ("scheme", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.TextField(default="")),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.TextField(db_collation="C", unique=True)),
                ("email", models.TextField(db_collation="C", default="")),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-z0-9._-]{3,30}$")),
                        name="a_username_is_3_to_30_of_a_z_0_9",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email",),
                        name="an_email_address_belongs_to_one_user",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("prefix", models.TextField(db_collation="C", unique=True)),
                ("secret_sha256", models.BinaryField(unique=True)),
                ("scopes", models.TextField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.TextField(default="")),
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
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", "")),
                            models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_revoked_key_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.TextField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("by", models.TextField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation_tenancy.tenant"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory_users.user",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("user", "tenant"),
                        name="one_open_membership_a_user_and_tenant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "manager", "biller", "reader"])),
                        name="a_member_has_a_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SftpSecret",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="secret",
                        serialize=False,
                        to="directory_users.sftpuser",
                    ),
                ),
                ("public_keys", models.TextField(default="")),
                ("password_hash", models.TextField(default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("password_hash", ""), ("public_keys", ""), _negated=True),
                        name="an_sftp_user_has_a_key_or_a_password",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sftpuser",
            constraint=models.CheckConstraint(
                condition=models.Q(("username__regex", "^[a-z0-9._-]{3,30}$")),
                name="an_sftp_name_is_3_to_30_of_a_z_0_9",
            ),
        ),
        migrations.AddConstraint(
            model_name="sftpuser",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ["", "clean", "compatible"])), name="an_sftp_user_has_a_known_scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="sftpuser",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", "")),
                    models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_revoked_sftp_user_says_by_whom",
            ),
        ),
    ]
