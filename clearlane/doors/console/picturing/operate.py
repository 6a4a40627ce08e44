"""Walk through the operators' console with a camera, as an operator whose passkey is one in software."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from clearlane.doors.console.picturing.camera import Camera

_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
_PAGES = {
    "/operator/": "70-operators", "/operator/organizations": "71-operators-organizations",
    "/operator/payers": "73-operators-payers", "/operator/agreements": "74-operators-agreements",
    "/operator/worklist": "75-operators-worklist",
}  # fmt: skip
_ORGANIZATION, _SIGN_IN, _ENROLL = "72-operators-organization", "76-operators-signin", "77-operators-enroll"


def operate(camera: Camera, *, data: Path, practice: int) -> None:
    """The console's pages, from the link of the shell to the page of one organization."""
    if not any(camera.only in name for name in (*_PAGES.values(), _ORGANIZATION, _SIGN_IN, _ENROLL)):
        return
    page = camera.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
    camera.look("/operator/signin", _SIGN_IN)
    page.goto(_link(data))
    camera.take(_ENROLL)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="What waits").wait_for()
    for path, name in _PAGES.items():
        camera.look(path, name)
    camera.look(f"/operator/organizations/{practice}", _ORGANIZATION)


def _link(data: Path) -> str:
    command = [sys.executable, "-m", "clearlane", "operator", "add", "ann", "--json", "--data", str(data)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return str(json.loads(done.stdout)["link"])
