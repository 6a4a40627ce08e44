from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory_operators", "0005_acts_of_the_shell")]

    operations = [
        migrations.AddField(model_name="proposal", name="given", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="proposal", name="seen", field=models.TextField(db_default="", default="")),
        migrations.AddField(model_name="proposal", name="ended_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="proposal", name="ended_by", field=models.TextField(db_default="", default="")),
        migrations.RunSQL(
            "UPDATE directory_operators_proposal SET ended_at = now(), ended_by = 'not told whole' WHERE done_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint(model_name="proposal", name="an_act_is_proposed_once_at_a_time"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(done_at=None, ended_at=None),
                fields=("act",),
                name="an_act_is_proposed_once_at_a_time",
            ),
        ),
    ]
