"""The set with every row of a guide, for tests that read one: see the program's module of the same name."""

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set, guide_of, interchange

__all__ = ["VERSIONS", "Line", "full_set", "guide_of", "interchange"]
