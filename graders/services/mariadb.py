"""MariaDB, or a MySQL that KATA_MARIADB_URL names: a database and a user of its own for each check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from graders.services import counting
from graders.services.finding import Source
from graders.services.relay import Address
from graders.services.service import Place, Service, Space

PORT: Final = 3306
# Nobody comes in by the name of the process at the other end: that is the judge, for whoever uses the relay.
ACCESS: Final = """DROP USER IF EXISTS ''@'localhost';
ALTER USER 'root'@'localhost' IDENTIFIED BY '{secret}';
"""
SETTINGS: Final = (
    "--skip-networking",
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=8M",
    "--character-set-server=utf8mb4",
    "--max-connections=80",
    "--local-infile=0",
)


class Database(Space):
    """A database, and a user who may do nothing elsewhere."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        self.address: Address = _address(url)
        self._run(
            f"CREATE DATABASE {name}",
            f"CREATE USER '{name}'@'%' IDENTIFIED BY '{name}'",
            f"GRANT ALL ON {name}.* TO '{name}'@'%'",
        )

    def _run(self, *statements: str) -> None:
        with _connect(self._url) as admin, admin.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def url(self, host: str, port: int) -> str:
        """Return a URL for the user."""
        return f"mysql://{self._name}:{self._name}@{host}:{port}/{self._name}"

    def socket_url(self, path: str) -> str:
        """Return a URL for the user, with the socket's path."""
        return f"mysql://{self._name}:{self._name}@localhost/{self._name}?unix_socket={path}"

    def connect(self) -> Any:
        """Return a connection of PyMySQL's as root, in autocommit."""
        return _connect(self._url, self._name)

    def close(self) -> None:
        """Drop both."""
        self._run(f"DROP DATABASE IF EXISTS {self._name}", f"DROP USER IF EXISTS '{self._name}'@'%'")


class MariaDB(Service):
    """The server."""

    name = "mariadb"
    client = "pymysql"
    source = Source(
        programs=("mariadbd|mysqld", "mariadb-install-db", "my_print_defaults"),
        places=("/usr/sbin", "/opt/homebrew/opt/mariadb/bin"),
        debian=("mariadb-server-core", "mariadb-client-core"),
        brew=("mariadb",),
        image="mariadb:11",
        port=PORT,
        settings={"MARIADB_ROOT_PASSWORD": "judge"},
    )

    def requests(self, count: counting.Count) -> counting.Asking:
        """Count commands."""
        return counting.mysql(count)

    def files(self, at: Place) -> Mapping[str, str]:
        """Set the password at each start."""
        return {"access.sql": ACCESS.format(secret=at.secret)}

    def prepare(self, at: Place) -> tuple[str, ...]:
        """Make the system tables; it takes seconds."""
        fixed = ["--no-defaults", "--skip-test-db", "--auth-root-authentication-method=normal"]
        return (at.programs["mariadb-install-db"], *fixed, f"--datadir={at.data}")

    def command(self, at: Place) -> tuple[str, ...]:
        """Serve a unix socket in the folder."""
        own = {"datadir": at.data, "socket": at.folder / "sock", "pid-file": at.folder / "pid", "tmpdir": at.folder}
        files = [f"--{key}={path}" for key, path in own.items()]
        return (at.programs["mariadbd"], "--no-defaults", *files, f"--init-file={at.folder}/access.sql", *SETTINGS)

    def url(self, at: Place) -> str:
        """Name root."""
        return f"mysql://root:{at.secret}@localhost/mysql?unix_socket={at.folder}/sock"

    def docker_url(self, port: int) -> str:
        """Name the root of the image."""
        return f"mysql://root:judge@127.0.0.1:{port}/mysql"

    def ping(self, url: str) -> None:
        """Ask for a row."""
        with _connect(url) as admin, admin.cursor() as cursor:
            cursor.execute("SELECT 1")

    def space(self, url: str, *, ours: bool) -> Database:  # noqa: ARG002
        """Make a database."""
        return Database(url, self.token)


def _connect(url: str, database: str = "") -> Any:
    import pymysql  # noqa: PLC0415

    parts = urlsplit(url)
    where = _address(url)
    place: dict[str, Any] = {"unix_socket": where} if isinstance(where, str) else {"host": where[0], "port": where[1]}
    name = database or parts.path.strip("/") or None
    return pymysql.connect(
        user=parts.username, password=parts.password or "", database=name, autocommit=True, connect_timeout=10, **place
    )


def _address(url: str) -> Address:
    parts = urlsplit(url)
    path = parse_qs(parts.query).get("unix_socket")
    return path[0] if path else (str(parts.hostname), parts.port or PORT)
