"""A person who has lost what he signs in with asks to have it taken off his account."""

from __future__ import annotations

from django.db import models

from .user import User


class LostFactors(models.Model):
    """One such wish. ``answer_by`` says who may grant it: another owner of his organization, or an operator.

    It can be granted from ``due_at`` on: until then the person, who is told by mail, can object.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer_by = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.TextField(default="")
    is_granted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_by__in=["owner", "operator"]), name="lost_factors_are_granted_by_a_known_role"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(closed_at=None), name="one_open_wish_about_lost_factors_a_user"
            ),
        ]

    def __str__(self) -> str:
        return f"lost factors of user {self.user_id}"
