from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_users", "0001_people_keys_and_sftp_accounts")]

    operations = [
        migrations.AddField(model_name="apikey", name="scheme", field=models.TextField(default="")),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("scheme__in", ["", "clean", "compatible"])), name="a_key_has_a_known_scheme"
            ),
        ),
    ]
