"""A PostgreSQL cluster of our own: made in a temporary folder, on a free port of this computer, gone after the run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.needs import find
from tests.support.ports import free_port

# What a crash would lose does not matter here; the kill tests bring their own database.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Cluster:
    """One running cluster; `url(name)` leads to a database in it."""

    def __init__(self, **options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="outreach-postgresql-"))
        self.port = free_port()
        self.user = _unprivileged()
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run(
            "initdb",
            "--auth=trust",
            "--username=outreach",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        )
        settings = {**FAST, "port": str(self.port), "listen_addresses": "127.0.0.1", **options}
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        lines.append(f"unix_socket_directories = '{self.folder}'")
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder}/log")

    def url(self, name: str) -> str:
        """Return the DATABASE_URL of the database `name`."""
        return url(self.port, name)

    def stop(self) -> None:
        """Stop the server at once and remove what it kept."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        path = find(program)
        assert path, f"{program} is missing beside initdb"
        # A file, not a pipe: the server would hold the pipe open and we would wait for its end.
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as output:
            done = subprocess.run(
                [path, *words, f"--pgdata={self.folder}/data"],
                user=self.user,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
            output.seek(0)
            text = output.read()
        Path(output.name).unlink()
        assert done.returncode == 0, f"{program} failed:\n{text}"


def url(port: int, name: str) -> str:
    """Return the DATABASE_URL of the database `name` of the cluster at `port`."""
    return f"postgresql://outreach@127.0.0.1:{port}/{name}"


def make_database(port: int, name: str, template: str = "template0") -> str:
    """Make the database `name` as a copy of `template`, in place of any of that name, and return its URL."""
    drop_database(port, name)
    with psycopg.connect(url(port, "postgres"), autocommit=True) as connection:
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
    return url(port, name)


def drop_database(port: int, name: str) -> None:
    """Drop the database `name`, whoever is still connected to it."""
    with psycopg.connect(url(port, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _unprivileged() -> str | None:
    """Return whom PostgreSQL may run as: it refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
