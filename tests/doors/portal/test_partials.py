"""Every partial writes down what it is given: one rendering each, and the marks that people and programs rely on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from clearlane.doors.portal import parts
from clearlane.doors.portal.chart import draw_bars

FOLDER = Path("clearlane/doors/portal/templates/portal/partials")
AT = datetime(2026, 3, 10, 11, 41, 7, tzinfo=UTC)
OPEN = parts.Choice("ok", "Open ones", "?state=open")

RENDERED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "status": ({"word": "Rejected", "by": "payer"}, ['class="st st--bad"', "#i-rejected", "Rejected by payer</span>"]),
    "button": (
        {"button": parts.Button("Send claim", kind="main", key="N", name="do", value="send")},
        ['<button class="btn btn--main" type="submit" name="do" value="send">Send claim <kbd>N</kbd></button>'],
    ),
    "field": (
        {"id": "npi", "label": "NPI", "value": "12<3", "help": "10 digits.", "error": "NPI has 2 digits."},
        ['for="npi"', 'value="12&lt;3"', 'aria-invalid="true"', 'aria-describedby="npi-h npi-e"', 'id="npi-e"'],
    ),
    "select": (
        {"id": "zone", "label": "Time zone", "choices": (OPEN,), "value": "ok"},
        ['<option value="ok" selected>Open ones</option>', 'for="zone"'],
    ),
    "radios": (
        {"id": "kind", "legend": "Which kind?", "choices": (OPEN,), "value": "ok", "error": "Choose one."},
        ["<legend", 'type="radio" name="kind" value="ok" checked', "Choose one."],
    ),
    "check": ({"id": "sure", "label": "I am authorized", "checked": True}, ['type="checkbox" id="sure"', "checked"]),
    "error_summary": (
        {"faults": (parts.Fault("npi", "NPI has 2 digits"),)},
        ["<b>1 thing to correct.</b>", '<a href="#npi">NPI has 2 digits</a>', 'tabindex="-1"'],
    ),
    "views": (
        {"tabs": (parts.Tab("Rejected", "?v=r", here=True, count=12345),), "name": "Saved views"},
        ['href="?v=r" aria-current="page"', "<b>about 12,000</b>"],
    ),
    "tabs": ({"tabs": (parts.Tab("Practice", "?p"),), "name": "Products"}, ['aria-label="Products"', ">Practice</a>"]),
    "chips": (
        {"chips": (parts.Chip("Status", "Open", "?"), parts.Chip("Payer", choices=(OPEN,)))},
        ['class="chip chip--on" href="?"', "Status: <b>Open</b>", "<summary", '<a href="?state=open">Open ones</a>'],
    ),
    "seek": (
        {"id": "q", "label": "Name or account", "value": "a&b"},
        ['name="q"', 'value="a&amp;b"', 'data-does="filter"'],
    ),
    "table_head": (
        {"columns": (parts.Column("Charge", "?s=c", "descending", "num"), parts.Column("Why")), "picks": True},
        ['class="num" aria-sort="descending"', 'href="?s=c"', ">Why</th>", "data-picks-all"],
    ),
    "pick": (
        {"value": 7, "label": "Sample, Jordan", "cents": 24500},
        ['value="7"', 'aria-label="Select Sample, Jordan"'],
    ),
    "bulk": (
        {"noun": "claim", "buttons": (parts.Button("Export", name="do", value="export"),), "more": "Select all 37"},
        ['aria-label="Selected claims"', 'value="export"', "Select all 37", 'type="reset"'],
    ),
    "pager": ({"told": "1-14 of 63", "older": "?a=1"}, ['href="?a=1" rel="next"', "disabled", "1-14 of 63"]),
    "timeline": (
        {
            "events": (parts.Event("sent", "flow", "Sent to Harbor", AT, "Batch 5", "/x", "See"),),
            "zone": "America/Chicago",
        },
        ["k-flow", "<b>Sent to Harbor</b>", '<a href="/x">See</a>', 'datetime="2026-03-10T06:41:07-05:00"'],
    ),
    "finding": (
        {"finding": parts.FindingCard("f1", "Unknown member", "W", "Y", "D", "warn", "Box 1a", ("A7",), (OPEN,))},  # type: ignore[arg-type]
        ["finding--warn", '<h2 id="f1">Unknown member</h2>', "<dt>Why</dt><dd>Y</dd>", "<span>A7</span>", "Box 1a"],
    ),
    "x12": (
        {
            "lines": (
                parts.Segment(
                    3, "NM1", (parts.Element("IL"), parts.Element("<9", True, "NM109", "ID")), "2010BA", True, "Short"
                ),
                parts.Fold("Show segments 4 to 9", "?all"),
            ),
            "explain": True,
        },
        ['class="hit"', "<b>NM1</b><i>*</i>IL<i>*</i><mark>&lt;9</mark><i>~</i>", "Short", "NM109 ID", 'href="?all"'],
    ),
    "zone": ({"zone": "America/New_York"}, ["Times are those of New York (E"]),
    "tiles": (
        {"tiles": (parts.Tile("Paid", "$1.00", "2 payments", "/p", "up 4%", "good"),), "name": "Month"},
        ['href="/p"', "$1.00", '<span class="c-good">up 4%</span>'],
    ),
    "lane": (
        {"stops": (parts.Stop("Held", 1204, 111500, "/claims?s=held", warning="3 over 24 h"),)},
        ["Held</span>", "1,204", "$1,115.00", "3 over 24 h", 'href="/claims?s=held"'],
    ),
    "sum": (
        {"terms": (parts.Term("Billed", 10000), parts.Term("Paid", -9000, "="))},
        ["$100.00", 'class="res"', 'data-op="="', "\N{MINUS SIGN}$90.00"],
    ),
    "proofs": (
        {
            "proofs": (
                parts.Proof(True, "Lines = claims", "2"),
                parts.Proof(None, "Bank", "3"),
                parts.Proof(False, "PLB", "4"),
            )
        },
        ['aria-label="Holds"', 'aria-label="Does not hold"', 'aria-label="Not known yet"'],
    ),
    "toast": ({"text": "37 claims sent", "undo": "/undo"}, ['role="status"', 'action="/undo"', ">Undo</button>"]),
    "inset": (
        {"title": "Saved.", "text": "3 of 3", "kind": "good", "href": "/x", "link": "See"},
        ["inset--good", "<b>Saved.</b> 3 of 3", 'href="/x"'],
    ),
    "empty": (
        {"icon": "file", "title": "No files yet", "text": "Drop one.", "buttons": (parts.Button("Upload", "/files"),)},
        ["<h3>No files yet</h3>", "Drop one.", '<a class="btn" href="/files">Upload</a>'],
    ),
    "skeleton": ({"what": "claims"}, ["Loading claims", "skel--30"]),
    "steps": (
        {"steps": (parts.Step("File", "done"), parts.Step("Map", "here"), parts.Step("Run", href="/r"))},
        ['class="done"', 'aria-current="step"><b>2</b>Map', '<a href="/r">Run</a>'],
    ),
    "dialog": (
        {
            "id": "d",
            "title": "Void 3 claims?",
            "text": "T",
            "action": "/void",
            "verb": "Void 3 claims",
            "hidden": [("n", "3")],
        },
        ['<dialog class="dialog" id="d"', 'action="/void"', 'name="n" value="3"', "data-closes", "btn--bad"],
    ),
    "crumbs": (
        {"crumbs": (parts.Link("Claims", "/claims"), parts.Link("1 of 63")), "next": "/claims/2", "noun": "claim"},
        ['<a href="/claims">Claims</a>', "<span>1 of 63</span>", 'aria-label="Next claim"'],
    ),
    "back": ({"href": "/start"}, ['href="/start"', "Back</a>"]),
    "facts": (
        {
            "facts": (parts.Fact("Open", "$2.00", total=True), parts.Fact("Who", "Me", "x", "/m")),
            "title": "Money",
            "id": "m",
        },
        ['<dt class="total">Open</dt><dd class="total">$2.00', '<a href="/m">Me</a>', 'aria-labelledby="m"'],
    ),
    "meter": ({"percent": 72, "role": "good"}, ['class="r-good" width="72"']),
    "copy": ({"of": "key"}, ['data-copies="key"', "hidden", "<span>Copy</span>"]),
    "chart": (
        {
            "chart": draw_bars(first="Submitted", second="Paid", rows=[("3/2", 150_000_00, 50_000_00)]),
            "title": "T",
            "id": "c",
        },
        ["$150K", 'height="157.5"', 'height="52.5"', '<td class="num">$150,000.00</td>'],
    ),
}


def rendered(partial: str, **values: Any) -> str:
    """What a partial says."""
    return render_to_string(f"portal/partials/{partial}.html", values)


@pytest.mark.parametrize("partial", RENDERED)
def test_a_partial_writes_down_what_it_is_given(partial: str) -> None:
    values, said = RENDERED[partial]
    text = rendered(partial, **values)
    assert [wanted for wanted in said if wanted not in text] == []


def test_every_partial_says_its_inputs_and_those_told_to_others_are_rendered_here() -> None:
    silent = [path.stem for path in FOLDER.glob("*.html") if not path.read_text(encoding="utf-8").startswith("{# ")]
    assert set(silent) <= {"mark", "support"}
    told = re.findall(r"^\| ([^|]+) \|", Path("docs/portal-partials.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"`([a-z_0-9]+)`", "".join(told))) == RENDERED.keys()


@pytest.mark.parametrize("path", sorted(FOLDER.parent.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|hx-on|hx-vals=.js|javascript:|<script(?![^>]*src=)", text) == []


def test_a_disabled_button_says_why() -> None:
    text = rendered("button", button=parts.Button("Go live", "/live", because="The agreement is not signed yet."))
    assert "disabled" in text
    assert "href" not in text
    assert 'aria-describedby="why-go-live"' in text
    assert '<span class="help" id="why-go-live">The agreement' in text


def test_a_password_is_never_written_back() -> None:
    assert "secret" not in rendered("field", id="p", label="Password", type="password", value="secret")
