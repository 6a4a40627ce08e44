from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.IntegerField(null=True)),
                ("recipient", models.TextField()),
                ("template", models.TextField()),
                ("sealed", models.BinaryField(null=True)),
                ("state", models.TextField(default="pending")),
                ("attempts", models.IntegerField(default=0)),
                ("put_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("ending_at", models.DateTimeField(null=True)),
                ("concluded_at", models.DateTimeField(null=True)),
                ("note", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="mail_message_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")), fields=["claimed_at"], name="mail_message_claimed"
                    ),
                    models.Index(fields=["put_at"], name="mail_message_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("pending", "sending", "sent", "shown", "bounced", "failed", "in_doubt"))
                        ),
                        name="a_mail_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sealed", None), ("state__in", ("pending", "sending", "shown")), _connector="OR"
                        ),
                        name="what_has_left_is_wiped",
                    ),
                ],
            },
        ),
    ]
