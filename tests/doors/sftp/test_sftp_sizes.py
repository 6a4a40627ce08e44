"""A size that a client gives a file: the one that it has changes nothing, another refuses the file."""

from __future__ import annotations

import paramiko
import pytest

from tests.doors.sftp.conftest import Office
from tests.doors.sftp.server import Server
from tests.doors.sftp.test_sftp_cut import WHOLE, send_and_cut, states
from tests.doors.sftp.test_sftp_doors import close
from tests.doors.sftp.test_sftp_tree import CREATE, WRITE, Owner, opening, sftp

__all__ = ["sftp"]


@pytest.mark.parametrize("size", [0, 10, len(WHOLE) + 1])
def test_a_file_that_is_refused_another_size_is_not_taken(size: int, sftp: paramiko.SFTPClient, owner: Owner) -> None:
    """Its client heard of a failure, and will send it again."""
    file = sftp.open("inbound/batch.837", "wb")
    file.write(WHOLE)
    file.truncate(len(WHOLE))
    with pytest.raises(OSError, match="does not do that"):
        file.truncate(size)
    with pytest.raises(OSError, match="neither shorter nor longer"):
        close(file)
    assert states(owner) == [("batch.837", "partial", len(WHOLE))]


def test_a_shorter_file_over_the_part_that_came_is_whole_only_once_it_is_cut_to_its_size(
    server: Server, office: Office, sftp: paramiko.SFTPClient, owner: Owner
) -> None:
    """Else the end of what came before would stand behind its bytes."""
    send_and_cut(server, office, "batch.837", b"x" * (len(WHOLE) + 9), owner)
    for cuts, state in ((False, "partial"), (True, "received")):
        _, handle = opening("inbound/batch.837", WRITE | CREATE)(sftp)
        file = paramiko.SFTPFile(sftp, handle, "r+", 0)
        file.write(WHOLE)
        if cuts:
            file.truncate(len(WHOLE))
            close(file)
        else:
            with pytest.raises(OSError, match="what came before was longer"):
                close(file)
        assert states(owner)[-1] == ("batch.837", state, len(WHOLE))
