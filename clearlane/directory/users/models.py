"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .api_key import ApiKey
from .lost_factors import LostFactors
from .membership import Membership
from .one_time_link import OneTimeLink
from .session import Session
from .sftp_secret import SftpSecret
from .sftp_user import SftpUser
from .tally import Tally
from .user import User

__all__ = [
    "ApiKey",
    "LostFactors",
    "Membership",
    "OneTimeLink",
    "Session",
    "SftpSecret",
    "SftpUser",
    "Tally",
    "User",
]
