"""Mails to people. What they say is sealed, and gone once they have left."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

STATES = ("pending", "sending", "sent", "shown", "bounced", "failed", "in_doubt")


class Message(models.Model):
    """One mail to one person.

    ``pending`` waits for ``due_at``; ``sending`` is claimed by a sender, who sets ``ending_at`` before he ends the
    text: from then on the server may have it. Ends: ``sent`` the server has it, ``shown`` on the local mail page,
    ``bounced`` refused for good, ``failed`` given up, ``in_doubt`` perhaps sent. ``note`` says why, without
    the server's words. ``about`` is the thing of which it tells, where that is told once.
    """

    id = models.UUIDField(primary_key=True)
    tenant_id = models.IntegerField(null=True)
    recipient = models.TextField()
    template = models.TextField()
    sealed = models.BinaryField(null=True)
    state = models.TextField(default="pending")
    attempts = models.IntegerField(default=0)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ending_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    note = models.TextField(default="")
    about = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="mail_message_due", condition=Q(state="pending")),
            models.Index(fields=["claimed_at"], name="mail_message_claimed", condition=Q(state="sending")),
            models.Index(fields=["put_at"], name="mail_message_by_time"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="mail_message_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_mail_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(sealed=None) | Q(state__in=("pending", "sending", "shown")), name="what_has_left_is_wiped"
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.id}"
