"""A claim's fingerprint stands in its register, where it is asked for; the copy on the claim was read by nobody."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0001_initial")]

    operations = [migrations.RemoveField(model_name="claim", name="fingerprint")]
