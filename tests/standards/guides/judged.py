"""What our engine says of a made set: the errors alone."""

from __future__ import annotations

from clearlane.standards import x12
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.proof.full_set import interchange
from clearlane.vocabulary.finding import Finding, Severity


def errors(lines: list[Line], name: str) -> list[Finding]:
    """The rejecting findings on a set of the guide with that name."""
    return [
        one
        for one in x12.report([interchange(lines, name)], beyond_guide=False).findings
        if one.severity is Severity.ERROR
    ]
