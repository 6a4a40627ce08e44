"""A mail may say of which thing it tells, so that this is told once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation_mail", "0001_messages")]

    operations = [
        migrations.AddField("message", "about", models.UUIDField(null=True)),
        migrations.AddIndex(
            "message",
            models.Index(fields=["about"], condition=models.Q(about__isnull=False), name="mail_message_about"),
        ),
    ]
