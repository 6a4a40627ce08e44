from __future__ import annotations

from django.db import migrations, models

STATES = ["built", "sending", "in_doubt", "sent", "acknowledged", "refused", "unbatched"]


class Migration(migrations.Migration):
    dependencies = [("exchange_batches", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="batch", name="a_batch_is_in_a_known_state"),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="a_batch_is_in_a_known_state"
            ),
        ),
    ]
