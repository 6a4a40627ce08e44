"""pyx12's verdict on a file: independent eyes on what we make and accept."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import dataclass
from typing import Any

import pyx12.errors
import pyx12.params
import pyx12.x12n_document


@dataclass(frozen=True, slots=True)
class Verdict:
    """accepted: None where pyx12 has no map or gives up. problems: its messages, `SEGMENT: text`."""

    accepted: bool | None
    problems: tuple[str, ...] = ()


def pyx12_verdict(data: bytes) -> Verdict:
    """What pyx12 says of a file."""
    logging.disable(logging.CRITICAL)
    report = io.StringIO()
    try:
        source = io.StringIO(data.decode("ascii"))
        accepted = pyx12.x12n_document.x12n_document(pyx12.params.params(), source, None, None, fd_json=report)
    except (pyx12.errors.EngineError, UnicodeDecodeError, AttributeError, IndexError, KeyError, TypeError) as error:
        return Verdict(None, (f"{type(error).__name__}: {error}",))
    finally:
        logging.disable(logging.NOTSET)
    text = report.getvalue()
    return Verdict(bool(accepted), tuple(_messages(json.loads(text))) if text else ())


def _messages(node: Any, at: str = "") -> list[str]:
    """All error texts in pyx12's report, in order."""
    if isinstance(node, list):
        return [message for one in node for message in _messages(one, at)]
    if not isinstance(node, dict):
        return []
    at = str(node.get("seg_id") or node.get("segment_id") or at)
    own = [f"{at}: {node[key]}" for key in ("err_str", "message") if node.get(key)]
    return own + [
        message for value in node.values() if isinstance(value, dict | list) for message in _messages(value, at)
    ]
