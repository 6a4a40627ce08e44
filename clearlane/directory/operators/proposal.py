"""What is proposed on the server's shell and takes the operators' yes at their console."""

from __future__ import annotations

from django.db import models


class Proposal(models.Model):
    """An act of the shell in words, with ``given`` as it is done; open until it is done or over.

    Who asks for the same tells it alike. ``ended_by`` is who withdrew it, or its time.
    """

    act = models.TextField()
    given = models.JSONField(default=dict)
    seen = models.TextField(default="", db_default="")
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act"],
                condition=models.Q(done_at=None, ended_at=None),
                name="an_act_is_proposed_once_at_a_time",
            ),
            models.CheckConstraint(condition=~models.Q(act=""), name="a_proposal_says_what_is_to_be_done"),
        ]

    def __str__(self) -> str:
        return self.act
