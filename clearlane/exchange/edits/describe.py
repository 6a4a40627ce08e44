"""Describe the edits: one page of Markdown a rule, made of its module and its cases, and the list of all."""

from __future__ import annotations

import inspect
from datetime import date

from clearlane.exchange.edits.cases.build import typical_text
from clearlane.exchange.edits.cases.read import Case, read_beside
from clearlane.exchange.edits.facts import KNOWN
from clearlane.exchange.edits.rulebook import KINDS, TRIAL, Rule, rulebook

_PAGE = """\
<!-- Written by `clearlane edits pages`; change the rule or its cases instead. -->
# {title}

`{id}`. {docstring}

{table}
## Cases

Each starts from the [typical claim](README.md#the-typical-claim) and changes what is shown.

{cases}"""
_LIST = """\
<!-- Written by `clearlane edits pages`; change the rules or their cases instead. -->
# The edits

What each claim is judged by before it is sent on. The guide itself is checked earlier and answered in the 999;
what an edit rejects is answered in the 277CA, what it holds waits for a person, a warning goes on.

| rule | | finds | status |
|---|---|---|---|
{rows}
Two more names can stand in an answer: [type_claim](type_claim.md), a claim whose amounts cannot be read, and
[broken_rule](broken_rule.md), a fault of ours.

## The typical claim

Invented, one segment a line, its loop first.

```
{typical}
```
"""


def describe(*, rule: Rule) -> str:
    """The page of one rule."""
    cases = "\n".join(_case(case) for case in read_beside(rule=rule.id))
    docstring = inspect.getdoc(rule.check)
    return _PAGE.format(title=rule.title, id=rule.id, docstring=docstring, table=_table(rule), cases=cases)


def describe_all() -> str:
    """The list of all rules, and the claim that their cases start from."""
    rows = (f"| [{rule.id}]({rule.id}.md) | {rule.title} | {rule.disposition} | {rule.status} |" for rule in rulebook())
    return _LIST.format(rows="".join(f"{row}\n" for row in rows), typical=typical_text())


def _table(rule: Rule) -> str:
    rows = {
        "at its worst": f"{rule.disposition}, status {rule.status}",
        "kind": ", ".join(KINDS[kind] for kind in rule.kind),
        "source": rule.citation,
        "in force": _days(rule),
        "knows": "; ".join(KNOWN[fact] for fact in rule.reads) or "the claim alone",
        "may be set": "by payer and by tenant: reject, hold, warn, off" if rule.is_settable else "no",
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows.items())


def _days(rule: Rule) -> str:
    days = f"from {rule.in_force.first}"
    if rule.in_force.end != date.max:
        days += f" to {rule.in_force.last}"
    if rule.trial_from:
        days += f"; until {rule.trial_from + TRIAL} its rejections are warnings"
    return days


def _case(case: Case) -> str:
    lines = "\n".join(case.lines)
    return f"{case.sentence}\n\n```\n{lines}\n```\n"
