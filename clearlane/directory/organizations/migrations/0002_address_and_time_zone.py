from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory_organizations", "0001_organizations"),
        ("foundation_tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="office_size",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="organization",
            name="practice_payer_id",
            field=models.TextField(db_collation="C", db_default="", default=""),
        ),
        migrations.AddField(
            model_name="organization",
            name="sends_from_here",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="time_zone",
            field=models.TextField(db_default="America/New_York", default="America/New_York"),
        ),
        migrations.AddField(
            model_name="organization",
            name="tin_kind",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("tin_kind__in", ["", "EIN", "SSN"])), name="a_tax_id_is_an_ein_or_an_ssn"
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("office_size__in", ["", "small", "large"])), name="an_office_is_small_or_large"
            ),
        ),
    ]
