"""The tables of this folder, for Django; each stands in a file of its own."""

from __future__ import annotations

from .atypical import AtypicalProvider
from .authorized_pair import AuthorizedPair
from .enrollment import Enrollment
from .era_right import EraRight

__all__ = ["AtypicalProvider", "AuthorizedPair", "Enrollment", "EraRight"]
