from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_intake", "0001_initial")]

    operations = [
        migrations.AddField(model_name="file", name="user_id", field=models.BigIntegerField(null=True)),
    ]
