from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_operators", "0003_consents")]

    operations = [
        migrations.RemoveConstraint(model_name="approval", name="an_operator_says_yes_once"),
        migrations.AddField(
            model_name="approval",
            name="client",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                fields=("kind", "subject", "client", "operator"), name="an_operator_says_yes_once"
            ),
        ),
    ]
