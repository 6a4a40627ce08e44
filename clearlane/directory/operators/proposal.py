"""What is proposed on the server's shell and takes another operator's yes."""

from __future__ import annotations

from django.db import models


class Proposal(models.Model):
    """An act of the shell, told so that two who ask for the same tell it alike; open until it is done."""

    act = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act"], condition=models.Q(done_at=None), name="an_act_is_proposed_once_at_a_time"
            ),
            models.CheckConstraint(condition=~models.Q(act=""), name="a_proposal_says_what_is_to_be_done"),
        ]

    def __str__(self) -> str:
        return self.act
