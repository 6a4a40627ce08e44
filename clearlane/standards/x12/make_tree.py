"""Make the tree of a file, where the pointers of findings lead: interchanges, groups, sets, segments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clearlane.standards.x12.delimiters import Delimiters, read_isa
from clearlane.standards.x12.shape_elements import shape_elements
from clearlane.standards.x12.text import encode
from clearlane.standards.x12.to_json import to_records

Tree = dict[str, Any]
ENVELOPES = ("GS", "GE", "IEA")


def make_tree(source: Iterable[bytes]) -> Tree:
    """The tree of a whole file, in memory. What is in no group or set is left out: it is a view, never written back."""
    growing = _Growing()
    for record in to_records(source):
        if record["record"] == "interchange":
            growing.interchange(record)
        elif "set" in record:
            growing.segments(record)
        else:
            for segment in record.get("segments", ()):
                growing.envelope(segment)
    return {"interchanges": growing.interchanges}


class _Growing:
    """The tree as far as it has grown; _group: the one that is open."""

    def __init__(self) -> None:
        self.interchanges: list[Tree] = []
        self._group: Tree | None = None

    def interchange(self, record: dict[str, Any]) -> None:
        """An ISA was read."""
        raw = encode(record["isa"])
        isa = read_isa(raw)
        delimiters = isa.delimiters if isa else Delimiters()
        elements, _ = shape_elements("ISA", list(isa.elements) if isa else [], delimiters)
        self.interchanges.append({"header": {"id": "ISA", "elements": elements}, "groups": []})
        self._group = None

    def envelope(self, segment: dict[str, Any]) -> None:
        """A segment outside of sets."""
        id = segment.get("id", "")
        if not self.interchanges or id not in ENVELOPES:
            return
        if id == "GS":
            self._group = {"header": segment, "sets": []}
            self.interchanges[-1]["groups"].append(self._group)
        elif id == "IEA":
            self.interchanges[-1]["trailer"] = segment
        elif self._group is not None:
            self._group["trailer"] = segment
            self._group = None

    def segments(self, record: dict[str, Any]) -> None:
        """Segments of a set; those of one without a group are nowhere."""
        if self._group is None:
            return
        sets = self._group["sets"]
        if record["record"] == "set":
            sets.append({key: record["set"][key] for key in ("id", "version", "control")} | {"segments": []})
        if sets:
            sets[-1]["segments"] += [one for one in record["segments"] if one.get("raw") != ""]
