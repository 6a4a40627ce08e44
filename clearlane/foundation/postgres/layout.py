"""Where the database's things lie in a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clearlane.foundation.durable.files import make_folder, write_file

NAME = "clearlane"
SUPERUSER = "postgres"
ROLES = ("owner", "gate", "web", "flow", "operator")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder ``database`` of a data folder, and what is in it."""

    data: Path

    @property
    def folder(self) -> Path:
        """All of the database's things."""
        return self.data / "database"

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder, where the house runs its own PostgreSQL."""
        return self.folder / "cluster"

    @property
    def programs(self) -> Path:
        """PostgreSQL's programs, where they had to be copied."""
        return self.folder / "programs"

    @property
    def address(self) -> Path:
        """A file with host, port and database name as a URL without a user."""
        return self.folder / "address"

    @property
    def postmaster(self) -> Path:
        """The file in which a running PostgreSQL says who and where it is."""
        return self.cluster / "postmaster.pid"

    def password(self, role: str) -> Path:
        """The file with a role's password."""
        return self.folder / f"{role}.password"

    def make(self) -> None:
        """Make the folders that are missing. The database's account may pass them, but not list them."""
        for folder in (self.data, self.folder):
            if not folder.is_dir():
                make_folder(folder, mode=0o711)
                folder.chmod(0o711)

    def write_address(self, *, host: str, port: int, name: str = NAME) -> None:
        """Remember where the database is."""
        write_file(self.address, [f"postgresql://{host}:{port}/{name}\n".encode()])

    def write_password(self, role: str, password: str) -> None:
        """Keep a role's password, readable by this account alone."""
        write_file(self.password(role), [f"{password}\n".encode()], mode=0o600)

    def read_password(self, role: str) -> str:
        """A role's password; empty where none is kept."""
        path = self.password(role)
        return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
