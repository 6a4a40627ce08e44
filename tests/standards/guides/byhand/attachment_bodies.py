"""What attachments (275) of any version share: payloads with their length, and a clinical document of our own."""

from __future__ import annotations

from base64 import b64encode

DOCUMENT = '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Operative note ~ of *one* day</title></ClinicalDocument>'
"""Delimiters stand inside: a payload is read by its length."""
MULTIPART = f"MIME-Version: 1.0 Content-Type: multipart/related; boundary=X --X {DOCUMENT} --X--"
NOTE = "Left knee: no fracture^ seen."


def binary(payload: str, length: int | None = None) -> str:
    """The segment BIN of version 005010, with its right length or another."""
    return f"BIN*{len(payload) if length is None else length}*{payload}\n"


def filtered(payload: str, code: str = "B64", length: int | None = None) -> str:
    """The segment BDS of version 006020; B64 writes the payload so."""
    sent = b64encode(payload.encode()).decode() if code == "B64" else payload
    return f"BDS*{code}*{len(sent) if length is None else length}*{sent}\n"
