"""Bad input: each is answered clearly, nothing is stuck, and the tie-out closes."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field
from uuid import UUID

import asyncssh
import pytest

from clearlane.standards.x12.generate.make_pairs import make_pairs
from tests.acting import connected_as as as_role
from tests.doors.sftp.server import running
from tests.doors.sftp.test_sftp_cut import client, connect, cut
from tests.proof.stage import Letter, Stage

PAIRS = make_pairs(seed=41, count=2)
ACKNOWLEDGMENT = (
    b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*CLEARLANE      *261124*0930*^*00501*000000009*0*P*:~"
    b"GS*FA*SENDER*CLEARLANE*20261124*0930*9*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HC*1*005010X222A1~"
    b"AK9*A*1*1*1~SE*4*0001~GE*1*9~IEA*1*000000009~"
)
CUTS = 24


@dataclass(slots=True)
class Told:
    """What became of one file."""

    state: str
    claims: dict[str, int] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)

    def of_kind(self, kind: str) -> str:
        """The replies of one kind, one after another."""
        return "\n".join(one.content.decode("latin-1") for one in self.letters if one.kind == kind)


def files(stage: Stage) -> dict[str, bytes]:
    """The bad files by name."""

    def good(seed: int, **more: object) -> bytes:
        return stage.order(seed=seed, control=seed, pairs=PAIRS, claims=2, **more).content

    first = stage.order(seed=90, control=90, pairs=PAIRS, claims=2)
    name = re.compile(rb"(NM1\*IL\*1\*)[A-Z]+")
    found = {
        "binary.837": random.Random(5).randbytes(5000),
        "binary-isa.837": b"ISA" + random.Random(6).randbytes(5000),
        "ack.837": ACKNOWLEDGMENT,
        "se01.837": re.sub(rb"SE\*\d+\*", b"SE*7*", good(91)),
        "ge01.837": good(92).replace(b"GE*1*", b"GE*3*"),
        "iea01.837": good(93).replace(b"IEA*1*", b"IEA*2*"),
        "nul.837": name.sub(b"\\1DO\0E", good(94)),
        "latin.837": name.sub(b"\\1M\xdcLLER", good(95)),
        "stranger.837": good(96, planted={0: "stranger_pair"}),
        "dead.837": _misspelt(good(97, share_dependents=0.0)),
        "no-claims.837": re.sub(rb"HL\*1\*.*~\nSE\*\d+", b"SE*6", good(98), flags=re.DOTALL),
    }
    return found | _truncated(first.content)


def _misspelt(content: bytes) -> bytes:
    """A second claim of the same patient whose CLM is misspelt: its segments seem to belong to the first."""
    first, second, third = content.split(b"CLM*")
    whole = first + b"CLM*" + second[: second.index(b"HL*")] + b"CLN*" + third
    sent = whole[whole.index(b"ST*837") : whole.index(b"SE*")]
    return re.sub(rb"SE\*\d+", b"SE*%d" % (sent.count(b"~") + 1), whole)


def _truncated(content: bytes) -> dict[str, bytes]:
    """The file cut at ends of segments, just before them, and in the middle of them."""
    ends = [match.end() for match in re.finditer(b"~", content)][:-1]
    chosen = sorted(random.Random(7).sample(ends, CUTS // 2)) + ends[-3:]
    middles = sorted(random.Random(8).sample(range(1, len(content) - 2), CUTS // 2))
    places = sorted({105, 106, *chosen, *(end - 1 for end in chosen[::3]), *middles})
    return {f"cut-{place:05d}.837": content[:place] for place in places}


@pytest.fixture(scope="module")
def told(lasting: Stage) -> dict[str, Told]:
    """All bad files, sent by one practice, and what became of each."""
    practice = lasting.organization("maple")
    lasting.allow(practice, *PAIRS)
    lasting.send("maple", files(lasting))
    lasting.run()
    found: dict[UUID, Told] = {}
    names: dict[UUID, str] = {}
    for id, name, state in lasting.rows("SELECT id, name, state FROM exchange_intake_file WHERE direction = 'in'"):
        found[id], names[id] = Told(state), name
    for id, state, count in lasting.rows("SELECT file_id, state, count(*) FROM exchange_claims_claim GROUP BY 1, 2"):
        found[id].claims[state] = count
    for letter in lasting.letters():
        if letter.source in found:
            found[letter.source].letters.append(letter)
    return {names[id]: one for id, one in found.items()}


def test_each_bad_file_is_answered(told: dict[str, Told], lasting: Stage) -> None:
    assert set(told) == set(files(lasting))
    assert [name for name, one in told.items() if one.state == "received" or not one.of_kind("summary")] == []


@pytest.mark.parametrize("name", ["binary.837", "binary-isa.837"])
def test_what_is_no_x12_gets_a_readable_notice(told: dict[str, Told], name: str) -> None:
    assert told[name].state == "unreadable"
    assert "could not be read as X12" in told[name].of_kind("summary")
    assert {letter.kind for letter in told[name].letters} == {"summary"}


def test_a_999_where_claims_are_due_is_put_before_a_person(told: dict[str, Told], lasting: Stage) -> None:
    assert told["ack.837"].claims == {}
    notes = lasting.rows("SELECT note FROM exchange_worklists_item WHERE reason = 'unexpected'")
    assert ("holds 999 where 837 is due",) in notes


def test_a_wrong_se01_is_answered_in_the_999(told: dict[str, Told]) -> None:
    assert "IK5*R*4" in told["se01.837"].of_kind("999")
    assert set(told["se01.837"].claims) <= {"dead"}


def test_a_wrong_ge01_is_answered_in_the_999(told: dict[str, Told]) -> None:
    assert re.search(r"AK9\*[RP]\*.*\*5~", told["ge01.837"].of_kind("999"))


def test_a_wrong_iea01_is_answered_by_a_ta1(told: dict[str, Told]) -> None:
    assert "*R*021~" in told["iea01.837"].of_kind("ta1")
    assert told["iea01.837"].claims == {}


@pytest.mark.parametrize("name", ["nul.837", "latin.837"])
def test_odd_characters_in_a_name_are_answered(told: dict[str, Told], name: str) -> None:
    assert {"999", "summary"} <= {letter.kind for letter in told[name].letters}
    assert "tie out" in told[name].of_kind("summary")


def test_a_strangers_npi_is_held_and_the_summary_says_so(told: dict[str, Told]) -> None:
    assert told["stranger.837"].claims["held"] == 1
    assert "You are not authorized with us" in told["stranger.837"].of_kind("summary")


def test_no_claim_of_a_file_that_was_cut_goes_out(told: dict[str, Told]) -> None:
    cuts = {name: one for name, one in told.items() if name.startswith("cut-")}
    assert len(cuts) > CUTS
    assert [name for name, one in cuts.items() if set(one.claims) - {"dead"}] == []


def test_a_file_that_was_cut_is_answered_by_a_ta1_or_a_notice(told: dict[str, Told]) -> None:
    cuts = {name: one for name, one in told.items() if name.startswith("cut-")}
    assert [name for name, one in cuts.items() if "*R*" not in one.of_kind("ta1") and one.state != "unreadable"] == []


def test_a_claim_that_swallowed_another_is_dead(told: dict[str, Told]) -> None:
    assert told["dead.837"].claims == {"dead": 1}


def test_nothing_is_stuck_and_all_ties_out(told: dict[str, Told], lasting: Stage) -> None:
    assert (lasting.stuck(), lasting.complaints()) == ([], [])
    assert lasting.tied().closes


def test_an_empty_file_is_refused_at_the_door(stage: Stage) -> None:
    stage.organization("maple")
    with pytest.raises(asyncssh.SFTPFailure, match="the file is empty: nothing was taken"):
        stage.send("maple", {"empty.837": b""})
    assert stage.rows("SELECT name, state, size FROM exchange_intake_file") == [("empty.837", "partial", 0)]


def test_an_upload_that_breaks_off_is_shown_and_never_read(stage: Stage) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *PAIRS)
    content = stage.order(pairs=PAIRS).content
    with as_role("web"), running() as server:
        transport = connect(server, stage.accounts["maple"])
        file = client(transport).open("inbound/half.837", "wb")
        file.write(content[: len(content) // 2])
        file.stat()
        cut(transport)
        time.sleep(1)
        again = connect(server, stage.accounts["maple"])
        shown = client(again).listdir("inbound")
        again.close()
    stage.run()
    assert shown == ["half.837"]
    assert stage.rows("SELECT state FROM exchange_intake_file") == [("partial",)]
    assert (stage.states(), stage.letters(), stage.tied().closes) == ({}, [], True)
