"""Do an action, or say why it cannot be done; what was to be JSON stays JSON then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from clearlane.doors.console.problem import WRONG_USE, FileProblem, Problem
from clearlane.standards.codes.library import DamagedList


def or_say_problem(
    act: Callable[[argparse.Namespace], int], args: argparse.Namespace, *, puts_bytes: bool = False
) -> int:
    """The exit code of the action; 2 where it cannot be done and that is told as a line of JSON.

    args: of the action, with `json`. puts_bytes: its content goes to standard output, so that the line goes beside it.
    Raises Problem where no JSON was asked for.
    """
    try:
        return int(act(args))
    except (Problem, DamagedList) as caught:
        problem = caught if isinstance(caught, Problem) else Problem(str(caught))
        if not args.json:
            raise problem from None
        if not problem.is_told:
            _tell(problem, beside=puts_bytes)
        return WRONG_USE


def _tell(problem: Problem, *, beside: bool) -> None:
    plain = {"file": problem.file} if isinstance(problem, FileProblem) else {}
    said = problem.said if isinstance(problem, FileProblem) else str(problem)
    from clearlane.doors.console.x12_actions.tell import tell  # no action is loaded to list them

    tell("", plain={**plain, "problem": said}, to=sys.stderr if beside else sys.stdout)
