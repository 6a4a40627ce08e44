"""Every operation of the protocol, on every kind of place: what is done, what is refused, and in which words."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import paramiko
import psycopg
import pytest
from paramiko.sftp import CMD_EXTENDED, CMD_OPEN
from paramiko.sftp_attr import SFTPAttributes

from clearlane.exchange.reading.list_partials import EMPTY
from tests.conftest import AsRole, MakeTenant
from tests.doors.sftp.conftest import Office, make_office
from tests.doors.sftp.server import Server, running
from tests.doors.sftp.test_sftp_cut import SEGMENTS, WHOLE, client, connect, send_and_cut, states
from tests.doors.sftp.test_sftp_doors import close

Owner = psycopg.Connection[Any]
READ, WRITE, APPEND, CREATE, TRUNCATE, EXCLUSIVE = 1, 2, 4, 8, 16, 32
Act = Callable[[Any], object]


@pytest.fixture
def sftp(server: Server, office: Office) -> Iterator[paramiko.SFTPClient]:
    """The office, signed in."""
    transport = connect(server, office)
    yield client(transport)
    transport.close()


def opening(path: str | bytes, flags: int) -> Callable[[Any], Any]:
    """Open with exactly these flags, some of which the client's own modes never combine."""

    def act(sftp: Any) -> Any:
        kind, message = sftp._request(CMD_OPEN, path, flags, SFTPAttributes())
        return kind, message.get_binary()

    return act


def put(sftp: paramiko.SFTPClient, name: str, content: bytes = WHOLE) -> None:
    with sftp.open(f"inbound/{name}", "wb") as file:
        file.write(content)


def says(act: Act, sftp: paramiko.SFTPClient) -> str:
    """What a client hears of something that is refused."""
    with pytest.raises(OSError) as told:  # noqa: PT011  the words are looked at by the caller
        act(sftp)
    return str(told.value)


def test_a_payer_that_sends_claims_is_told_why_not_and_may_still_look(
    tenant: MakeTenant, as_role: AsRole, tmp_path: Path, owner: Owner
) -> None:
    harbor = make_office(tenant(kind="payer"), "harbor", as_role, tmp_path)
    with as_role("web"), running() as server:
        transport = connect(server, harbor)
        assert "over the connection to which it is linked" in says(lambda sftp: put(sftp, "a.837"), client(transport))
        with pytest.raises(OSError, match="over the connection"):
            client(transport).rename("inbound/a.tmp", "inbound/a.837")
        assert client(transport).listdir("outbound") == []
        transport.close()
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


# -- outside of the tree

OUTSIDE = [
    b"/etc/passwd", b"../etc/passwd", b"inbound/../../etc/passwd", b"/INBOUND/a.837", b"/inbound/deep/a.837",
    b"/outbound/deep/a.999", b"/tmp", b"/proc/self/environ", b"inbound2/a.837", b"/.ssh/authorized_keys", b"/a.837",
    b"/inbound/a/../b/c", b"/\xff", b"~/a.837",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: repr(path)[2:-1])
def test_nothing_can_be_done_outside_of_the_tree(path: bytes, sftp: Any, owner: Owner) -> None:
    acts: dict[str, Act] = {
        "stat": lambda it: it.stat(path),
        "lstat": lambda it: it.lstat(path),
        "list": lambda it: it.listdir(path.decode("latin-1")),
        "read": opening(path, READ),
        "write": opening(path, WRITE | CREATE | TRUNCATE),
        "remove": lambda it: it.remove(path),
        "change": lambda it: it.chmod(path, 0o777),
        "rename from": lambda it: it.rename(path, b"inbound/a.837"),
        "rename to": lambda it: it.rename(b"inbound/a.part", path),
        "rename over": lambda it: it.posix_rename(b"inbound/a.part", path),
    }
    put(sftp, "a.part")
    for act in acts.values():
        assert "two folders" in says(act, sftp) or "No such file" in says(act, sftp)
    assert states(owner) == [("a.part", "partial", len(WHOLE))]


HABITS: dict[str, Act] = {
    "a folder": lambda it: it.mkdir("inbound/deep"),
    "a folder beside": lambda it: it.mkdir("archive"),
    "no folder": lambda it: it.rmdir("outbound"),
    "a link": lambda it: it.symlink("/etc/passwd", "inbound/passwd"),
    "where a link leads": lambda it: it.readlink("inbound/passwd"),
    "how full the disk is": lambda it: it._request(CMD_EXTENDED, "statvfs@openssh.com", "/"),
    "a hard link": lambda it: it._request(CMD_EXTENDED, "hardlink@openssh.com", "/etc/passwd", "inbound/passwd"),
    "an unknown extension": lambda it: it._request(CMD_EXTENDED, "no-such@extension", "/"),
    "a shorter file": lambda it: it.truncate("inbound/a.837", 1),
}


def test_what_this_server_does_not_do_is_refused_and_the_session_goes_on(sftp: Any, owner: Owner) -> None:
    for what, act in HABITS.items():
        assert says(act, sftp), what
    put(sftp, "batch.837")
    assert states(owner) == [("batch.837", "received", len(WHOLE))]


# -- folders


def test_a_folder_is_a_folder_by_any_of_its_names(sftp: paramiko.SFTPClient) -> None:
    for path in ("/", ".", "", "inbound", "/outbound/", "inbound/../outbound"):
        for about in (sftp.stat(path), sftp.lstat(path)):
            assert stat.S_ISDIR(about.st_mode or 0), path


ABSOLUTE = {
    ".": "/", "..": "/", "inbound/..": "/", "../inbound/": "/inbound", "/inbound//a.837": "/inbound/a.837",
    "/etc/../../x": "/x",
}  # fmt: skip


def test_a_path_has_one_absolute_form(sftp: paramiko.SFTPClient) -> None:
    assert {asked: sftp.normalize(asked) for asked in ABSOLUTE} == ABSOLUTE


FOLDERS: dict[str, tuple[Act, str]] = {
    "opened for reading": (opening("outbound", READ), "this is a folder"),
    "opened for writing": (opening("inbound", WRITE | CREATE), "this is a folder"),
    "the root opened": (opening("/", READ), "this is a folder"),
    "removed": (lambda it: it.remove("inbound"), "cannot be removed|no such file"),
    "the root removed": (lambda it: it.remove("/"), "cannot be removed|no such file"),
    "the mailbox removed": (lambda it: it.remove("outbound"), "cannot be removed|no such file"),
    "renamed": (lambda it: it.rename("inbound", "inbound/a.837"), "only files in inbound"),
    "renamed onto": (lambda it: it.rename("inbound/a.part", "inbound"), "only files in inbound"),
    "a file listed": (lambda it: it.listdir("inbound/a.837"), "not a folder"),
}


def test_a_folder_is_no_file(sftp: paramiko.SFTPClient) -> None:
    for what, (act, words) in FOLDERS.items():
        said = says(act, sftp).lower()
        assert any(word in said for word in words.split("|")), f"{what}: {said}"


# -- writing

OPENS = (
    WRITE | CREATE | TRUNCATE, WRITE | CREATE, WRITE | CREATE | EXCLUSIVE, WRITE | CREATE | APPEND,
    WRITE | READ | CREATE | TRUNCATE, WRITE | CREATE | TRUNCATE | EXCLUSIVE,
)  # fmt: skip
NEEDS_A_FILE = (WRITE, WRITE | APPEND, WRITE | READ, WRITE | TRUNCATE)
READS = (READ, READ | CREATE, CREATE | TRUNCATE, 0)


def test_a_new_file_opens_when_it_may_be_made_and_written(sftp: Any) -> None:
    for number, flags in enumerate(OPENS):
        opening(f"inbound/{number}.837", flags)(sftp)
    for flags in NEEDS_A_FILE:
        assert "no such file" in says(opening("inbound/new.837", flags), sftp).lower(), flags
    for flags in READS:
        assert "written, not read" in says(opening("inbound/new.837", flags), sftp), flags


def test_the_mailbox_is_not_written_to(sftp: paramiko.SFTPClient) -> None:
    for flags in (*OPENS, *NEEDS_A_FILE, APPEND, CREATE, TRUNCATE, EXCLUSIVE):
        assert "read and removed, not written" in says(opening("outbound/a.999", flags), sftp), flags


PARTIAL = SEGMENTS[0] + SEGMENTS[1]


@pytest.fixture
def half(server: Server, office: Office, owner: Owner, sftp: paramiko.SFTPClient) -> paramiko.SFTPClient:
    """A client whose earlier connection broke after two segments of batch.837."""
    send_and_cut(server, office, "batch.837", PARTIAL, owner)
    return sftp


def test_a_part_that_is_here_may_be_appended_to(half: paramiko.SFTPClient, owner: Owner) -> None:
    with half.open("inbound/batch.837", "ab") as file:
        file.write(WHOLE[len(PARTIAL) :])
    assert states(owner)[-1] == ("batch.837", "received", len(WHOLE))


def test_a_part_that_is_here_may_be_gone_on_with_at_its_end(half: paramiko.SFTPClient, owner: Owner) -> None:
    with half.open("inbound/batch.837", "r+b") as file:
        file.seek(len(PARTIAL))
        file.write(WHOLE[len(PARTIAL) :])
    assert states(owner)[-1] == ("batch.837", "received", len(WHOLE))


def test_a_part_that_is_here_may_be_sent_anew(half: paramiko.SFTPClient, owner: Owner) -> None:
    put(half, "batch.837")
    assert states(owner)[-1] == ("batch.837", "received", len(WHOLE))
    assert half.listdir("inbound") == []


def test_a_part_that_is_here_is_not_taken_for_a_new_file(half: paramiko.SFTPClient) -> None:
    assert "resume it, or send it anew" in says(opening("inbound/batch.837", WRITE | CREATE | EXCLUSIVE), half)


@pytest.mark.parametrize("at", [0, len(PARTIAL) - 1, len(PARTIAL) + 1, 10**12])
def test_a_part_is_gone_on_with_nowhere_else(at: int, half: paramiko.SFTPClient, owner: Owner) -> None:
    file = half.open("inbound/batch.837", "r+b")
    file.seek(at)
    with pytest.raises(OSError, match=f"bytes must come in order: the next is {len(PARTIAL)}"):
        file.write(b"x")
    with pytest.raises(OSError, match="in order"):
        close(file)
    assert {state for _, state, _ in states(owner)} == {"partial"}


def test_what_went_wrong_once_stays_wrong(sftp: paramiko.SFTPClient, owner: Owner) -> None:
    """A client that writes on after a refusal does not end with a file that has a hole."""
    file = sftp.open("inbound/batch.837", "wb")
    file.write(WHOLE[:10])
    for at in (20, 10):
        file.seek(at)
        with pytest.raises(OSError, match="the next is 10"):
            file.write(WHOLE[at:])
    with pytest.raises(OSError, match="the next is 10"):
        close(file)
    assert states(owner) == [("batch.837", "partial", 10)]


def test_an_empty_file_is_told_and_stays_in_sight_until_it_comes_with_bytes(
    sftp: paramiko.SFTPClient, owner: Owner
) -> None:
    with pytest.raises(OSError, match="the file is empty: nothing was taken"):
        close(sftp.open("inbound/empty.837", "wb"))
    assert (states(owner), sftp.listdir("inbound")) == ([("empty.837", "partial", 0)], ["empty.837"])
    assert owner.execute("SELECT reason FROM exchange_intake_file").fetchall() == [(EMPTY,)]
    with pytest.raises(OSError, match="not sent to its end"):
        sftp.rename("inbound/empty.837", "inbound/other.837")
    file = sftp.open("inbound/empty.837", "wbx")
    file.write(WHOLE)
    close(file)
    assert states(owner)[-1] == ("empty.837", "received", len(WHOLE))


def test_an_empty_file_can_be_removed(sftp: paramiko.SFTPClient) -> None:
    with pytest.raises(OSError, match="the file is empty"):
        close(sftp.open("inbound/empty.837", "wb"))
    sftp.remove("inbound/empty.837")
    assert sftp.listdir("inbound") == []


def test_an_open_file_tells_its_size_and_the_folder_does_not_show_it(sftp: paramiko.SFTPClient) -> None:
    file = sftp.open("inbound/batch.837", "wb")
    file.write(WHOLE)
    assert file.stat().st_size == len(WHOLE)
    assert sftp.listdir("inbound") == []
    close(file)
    assert sftp.stat("inbound/batch.837").st_size == len(WHOLE)


def test_two_files_may_come_at_the_same_time(sftp: paramiko.SFTPClient, owner: Owner) -> None:
    first, second = sftp.open("inbound/1.837", "wb"), sftp.open("inbound/2.837", "wb")
    for segment in SEGMENTS:
        first.write(segment)
        second.write(segment)
    close(second)
    close(first)
    assert states(owner) == [("2.837", "received", len(WHOLE)), ("1.837", "received", len(WHOLE))]


# -- reading


def test_a_mailbox_file_is_read_from_any_place(letter: bytes, sftp: paramiko.SFTPClient) -> None:
    (name,) = sftp.listdir("outbound")
    with sftp.open(f"outbound/{name}", "rb") as file:
        for at, length in ((0, 10), (len(letter) - 5, 100), (len(letter), 10), (len(letter) + 10**9, 10)):
            file.seek(at)
            assert file.read(length) == letter[at : at + length]
        about = file.stat()
    assert (about.st_size, stat.S_IMODE(about.st_mode or 0)) == (len(letter), 0o400)


def test_an_inbound_file_is_not_read_by_its_handle(sftp: paramiko.SFTPClient) -> None:
    file = sftp.open("inbound/batch.837", "w+b")
    file.write(WHOLE)
    file.seek(0)
    with pytest.raises(OSError, match="written, not read"):
        file.read(5)


# -- names

NAMES = {
    "ümlaut — März.837": "ümlaut — März.837", "a b  c.837": "a b  c.837", "x" * 200: "x" * 200, "..837": "..837",
    "-rf": "-rf", "%2e%2e": "%2e%2e", "a*?[1].837": "a*?[1].837", "$(id).837": "$(id).837", "CON": "CON",
    "a;b|c&d.837": "a;b|c&d.837", " led and trailed ": "led and trailed", "back\\slash.837": "slash.837",
}  # fmt: skip


def test_an_odd_name_is_kept_as_a_name_and_nothing_else(sftp: Any, owner: Owner) -> None:
    for sent in NAMES:
        put(sftp, sent)
    assert states(owner) == [(kept, "received", len(WHOLE)) for kept in NAMES.values()]


UNSHOWABLE = (b"\xff\xfe.837", b"a\x00.837", b"a\x1b[31m.837", b"a\x7f.837", "\u202e738.a".encode())


def test_a_name_that_cannot_be_shown_is_refused(sftp: Any, owner: Owner) -> None:
    for name in UNSHOWABLE:
        assert "printable" in says(opening(b"inbound/" + name, WRITE | CREATE | TRUNCATE), sftp), name
    assert states(owner) == []


# -- renaming


@pytest.mark.parametrize("temporary", ["batch.part", "batch.837.tmp", "batch.FILEPART", ".part"])
@pytest.mark.parametrize("way", ["rename", "posix_rename"])
def test_a_file_is_taken_when_it_gets_its_name(temporary: str, way: str, sftp: Any, owner: Owner) -> None:
    put(sftp, temporary)
    assert sftp.listdir("inbound") == [temporary]
    getattr(sftp, way)(f"inbound/{temporary}", "inbound/batch.837")
    assert states(owner) == [(temporary, "partial", len(WHOLE)), ("batch.837", "received", len(WHOLE))]
    assert sftp.listdir("inbound") == []
    assert sftp.stat("inbound/batch.837").st_size == len(WHOLE)


RENAMES = {
    "into another temporary name": ("a.part", "b.part", "renamed once, to the name"),
    "into itself": ("a.part", "a.part", "renamed once, to the name"),
    "into a name that cannot be": ("a.part", "x" * 201, "1 to 200 characters"),
    "out of a name that nothing has": ("none.part", "a.837", "No such file"),
    "after it was taken": ("taken.837", "other.837", "No such file"),
    "into the mailbox": ("a.part", "../outbound/a.999", "only files in inbound"),
    "out of the mailbox": ("../outbound/a.999", "a.837", "only files in inbound"),
}


@pytest.mark.parametrize(("old", "new", "words"), RENAMES.values(), ids=RENAMES.keys())
@pytest.mark.parametrize("way", ["rename", "posix_rename"])
def test_a_rename_that_is_none_takes_nothing(old: str, new: str, words: str, way: str, sftp: Any, owner: Owner) -> None:
    put(sftp, "a.part")
    put(sftp, "taken.837")
    before = states(owner)
    said = says(lambda it: getattr(it, way)(f"inbound/{old}", f"inbound/{new}"), sftp)
    assert words.lower() in said.lower() or "what was taken cannot be renamed" in said
    assert states(owner) == before


def test_a_file_may_get_the_name_of_one_that_was_taken(sftp: paramiko.SFTPClient, owner: Owner) -> None:
    """What was taken is in the folder no more, so nothing is overwritten: both files are there."""
    put(sftp, "batch.837")
    put(sftp, "next.part", WHOLE.replace(b"0930", b"0931"))
    sftp.rename("inbound/next.part", "inbound/batch.837")
    assert [state for name, state, _ in states(owner) if name == "batch.837"] == ["received", "received"]


def test_a_removed_part_is_renamed_by_nobody(sftp: paramiko.SFTPClient, owner: Owner) -> None:
    put(sftp, "a.part")
    sftp.remove("inbound/a.part")
    assert sftp.listdir("inbound") == []
    assert "no such file" in says(lambda it: it.rename("inbound/a.part", "inbound/a.837"), sftp).lower()
    assert [state for _, state, _ in states(owner)] == ["partial"]


def test_what_is_not_there_is_not_removed(sftp: Any, owner: Owner) -> None:
    put(sftp, "a.837")
    for path in ("inbound/none.837", "inbound/a.837", "inbound/...", "outbound/none.999", "outbound/a.837"):
        assert "no such file" in says(lambda it, path=path: it.remove(path), sftp).lower()  # type: ignore[misc]
    assert states(owner) == [("a.837", "received", len(WHOLE))]


def test_a_second_account_of_a_tenant_has_an_inbound_of_its_own(
    office: Office, as_role: Any, tmp_path: Any, request: pytest.FixtureRequest, owner: Owner
) -> None:
    from tests.doors.sftp.conftest import make_office

    colleague = make_office(office.tenant, "elm-night", as_role, tmp_path)
    server = request.getfixturevalue("server")
    mine, his = connect(server, office), connect(server, colleague)
    put(client(mine), "a.part")
    assert client(his).listdir("inbound") == []
    assert "no such file" in says(lambda it: it.rename("inbound/a.part", "inbound/a.837"), client(his)).lower()
    assert states(owner) == [("a.part", "partial", len(WHOLE))]
    for each in (mine, his):
        each.close()
