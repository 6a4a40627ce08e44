"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .api_key import ApiKey
from .membership import Membership
from .session import Session
from .sftp_secret import SftpSecret
from .sftp_user import SftpUser
from .user import User

__all__ = ["ApiKey", "Membership", "Session", "SftpSecret", "SftpUser", "User"]
