"""From `clearlane up` to a paid claim with what `up` prints alone: pages, forms and a mail, and no script."""

from __future__ import annotations

import html
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clearlane.standards.x12.generate.make_pairs import make_pairs
from tests.cluster import ROOT
from tests.foundation.mail.post_office import make_certificate
from tests.up.applicant import Applicant
from tests.up.houses import House, clean_environment, free_ports, wait_until

MOST_SECONDS = 60.0
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dana(house: House) -> Applicant:
    """She reads two lines of what is printed: where the portal is, and where mails are shown."""
    told, (pair,) = house.addresses(), make_pairs(seed=8837, count=1)
    return Applicant(told["portal"], told["mail"], "dana@elmstreet.example", pair.npi, pair.tin)


def test_the_portal_is_the_first_address_and_known_by_name(house: House) -> None:
    assert next(iter(house.addresses().items())) == ("portal", f"http://localhost:{house.ports[0]}")


def test_who_signs_up_is_paid(dana: Applicant) -> None:
    assert dana.sign_up() == [
        "A clearinghouse you can read, run and trust", "What do you want to start with?",
        "Clearinghouse & revenue cycle", "Create an account", "Check your e-mail", "Practice information",
        "Phone and address", "Which kind of healthcare entity are you?", "You are in",
    ]  # fmt: skip
    assert dana.send_sample() == "Your sample claim is paid."


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A redirect is an answer like any other."""


def answer_to(address: str) -> tuple[int, str]:
    """Status and where it leads, of one request that follows nothing."""
    asking = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stays())
    try:
        with asking.open(address, timeout=10) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location", "")


@pytest.mark.parametrize("path", ["/", "/claims?view=work"])
def test_pages_by_number_lead_to_the_name_and_programs_stay(house: House, path: str) -> None:
    by_number, by_name = (f"http://{host}:{house.ports[0]}" for host in ("127.0.0.1", "localhost"))
    assert answer_to(f"{by_number}{path}") == (303, f"{by_name}{path}")
    assert answer_to(f"{by_number}/v1/mailbox") == (401, "")
    assert answer_to(f"{by_number}/healthz") == (200, "")


def test_the_console_too_has_one_name(house: House) -> None:
    by_number, by_name = (f"http://{host}:{house.ports[5]}/operator/" for host in ("127.0.0.1", "localhost"))
    assert answer_to(by_number) == (303, by_name)


@pytest.fixture
def https(house: House, tmp_path: Path) -> Iterator[str]:
    """The address of another web door of this house, with a certificate of a private authority: ``office.pem``."""
    cert, key = make_certificate(tmp_path)
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "clearlane", "web", "--port", str(port), "--processes", "1"]
    command += ["--data", str(house.data), "--tls-cert", str(cert), "--tls-key", str(key)]
    environment = clean_environment(CLEARLANE_ORIGIN=f"https://localhost:{port}")
    with (tmp_path / "log").open("w") as log:
        door = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield f"https://localhost:{port}"
    finally:
        door.terminate()
        door.wait(timeout=30)


def test_a_certificate_of_ones_own_authority_is_served(https: str, tmp_path: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(tmp_path / "office.pem"))
    seen: list[Any] = []

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{https}/signin", timeout=5, context=trusted) as answer:
                seen.append(answer.headers)
        except OSError:
            return False
        return True

    wait_until(answers, what=(tmp_path / "log").read_text(), patience=60)
    assert "__Host-csrf=" in seen[0]["Set-Cookie"]
    assert "Secure" in seen[0]["Set-Cookie"]
    assert seen[0]["Strict-Transport-Security"].startswith("max-age=")
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"{https}/signin", timeout=5, context=ssl.create_default_context())


def readme() -> str:
    """What the README says of signing up."""
    return (ROOT / "README.md").read_text(encoding="utf-8").partition("## Sign up\n")[2].partition("\n## ")[0]


def test_the_file_by_sftp_goes_as_the_readme_says(dana: Applicant, house: House, tmp_path: Path) -> None:
    if shutil.which("sftp") is None:
        pytest.skip("NOT RUN: OpenSSH's sftp is not here; apt install openssh-client")
    assert dana.add_app() == "Connect your software"
    name, key = dana.download("/welcome/connect/make", form=dana.hidden())
    (tmp_path / name).write_bytes(key)
    dana.open("/welcome/connect")
    (tmp_path / "claims.837").write_bytes(dana.download("/welcome/connect/claims.837")[1])
    blocks = re.findall(r'<code id="cmd-(?:openssh|sftp)">(.*?)</code>', dana.shown, re.DOTALL)
    shown = html.unescape("\n".join(blocks))
    said = "".join(re.findall(r"```(?:sh)?\n(.*?)```", readme().partition("6. Where")[2], re.DOTALL)).strip()
    own = name.removesuffix(".key")
    assert shown == re.sub(r"elm-street-family-ca-\w{6}", own, said).replace("8822", str(house.ports[1]))
    type_in(shown.splitlines(), tmp_path)
    wait_until(lambda: "Paid 3 claims" in told(dana), what="three claims are paid", patience=60)


def type_in(lines: list[str], folder: Path) -> None:
    """As on a terminal, but that the server's key is taken as it is, and that nothing may lie ready yet."""
    chmod, sftp, *asked = lines
    subprocess.run(shlex.split(chmod), cwd=folder, check=True)
    program, *rest = shlex.split(sftp)
    options = ["-oBatchMode=yes", "-oStrictHostKeyChecking=no", f"-oUserKnownHostsFile={folder / 'known'}", "-b", "-"]
    batch = "\n".join(asked).replace("get outbound/*", "-get outbound/*")
    subprocess.run([program, *options, *rest], input=batch, cwd=folder, text=True, check=True, capture_output=True)


def told(dana: Applicant) -> str:
    """The words of the page of the newest file."""
    dana.open("/files")
    dana.press("claims.837")
    return " ".join(re.sub(r"<[^>]*>", " ", dana.shown).split())


def test_what_the_readme_tells_to_press_is_there(dana: Applicant) -> None:
    buttons = re.findall(r"\*\*(.*?)\*\*", readme())
    assert len(buttons) == 13
    shown = "".join(dana.seen)
    assert [name for name in buttons if not re.search(rf">\s*{re.escape(name)}\s*<", shown)] == []
