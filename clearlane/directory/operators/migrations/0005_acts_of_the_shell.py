from __future__ import annotations

from django.db import migrations, models

_KINDS = (
    "pair",
    "payer_link",
    "lost_factors",
    "dispute",
    "holder_kept",
    "consent",
    "consent_denied",
    "shell",
)


class Migration(migrations.Migration):
    dependencies = [("directory_operators", "0004_yes_for_a_client")]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.TextField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("act",), condition=models.Q(done_at=None), name="an_act_is_proposed_once_at_a_time"
                    ),
                    models.CheckConstraint(condition=~models.Q(act=""), name="a_proposal_says_what_is_to_be_done"),
                ]
            },
        ),
        migrations.RemoveConstraint(model_name="approval", name="an_approval_is_of_a_known_kind"),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=_KINDS), name="an_approval_is_of_a_known_kind"
            ),
        ),
    ]
