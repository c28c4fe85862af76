"""What every test may ask for. A test names only what it is about.

- Each test runs in a transaction that is rolled back; its application context is pushed, so factories and services work
  as they stand. `client` and `runner` act with a session of their own: what they do not commit is gone.
- `--database=both` (as `make test` does) runs each test on SQLite and on PostgreSQL. Mark a module with
  `pytestmark = pytest.mark.one_database` when the database is not what it is about, and with
  `pytest.mark.no_database` when it needs no application at all.
- `fresh_app` has a database of its own, for threads, workers, processes and commands that commit.
- Time is moved, never waited for: `time_machine.move_to("2026-03-02 09:00 +0000", tick=False)`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from tests.support.databases import Databases, close, make_app, plain_environment, rolled_back
from tests.support.needs import find, refuse

pytest_plugins = ["tests.support.people", "tests.support.browser"]

plain_environment()

_cluster_port = pytest.StashKey[int | None]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgresql", "both"), default="sqlite", help="Where tests keep rows."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL for the whole run, when it is asked for and there."""
    config.stash[_cluster_port] = None
    if hasattr(config, "workerinput"):
        config.stash[_cluster_port] = config.workerinput["cluster_port"]
    elif config.getoption("--database") != "sqlite" and not config.getoption("--collect-only") and find("initdb"):
        from tests.support.postgresql import Cluster  # noqa: PLC0415 - only here is it needed

        cluster = Cluster()
        config.add_cleanup(cluster.stop)
        config.stash[_cluster_port] = cluster.port


class _Shared:
    """Tells the workers of pytest-xdist where the cluster is."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: object) -> None:
        node.workerinput["cluster_port"] = node.config.stash[_cluster_port]


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    if plugin.__class__.__name__ == "DSession" and not manager.has_plugin("shared-cluster"):
        manager.register(_Shared(), "shared-cluster")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on each database that was asked for."""
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "no_database" in marks:
        return
    asked = metafunc.config.getoption("--database")
    both = ("sqlite",) if "one_database" in marks else ("sqlite", "postgresql")
    metafunc.parametrize("database", both if asked == "both" else (asked,), indirect=True)


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among those that share the tests."""
    return getattr(request.config, "workerinput", {}).get("workerid", "gw0")


class _Prepared(dict[str, tuple[Databases, Flask]]):
    """The databases and the application of each kind, made when the first test asks."""

    def __init__(self, folder: Path, worker: str, cluster_port: int | None) -> None:
        super().__init__()
        self.folder, self.worker, self.cluster_port = folder, worker, cluster_port

    def __missing__(self, kind: str) -> tuple[Databases, Flask]:
        port = self.cluster_port if kind == "postgresql" else None
        if kind == "postgresql" and port is None:
            refuse("needs PostgreSQL: apt-get install postgresql")
        folder = self.folder / kind
        folder.mkdir()
        databases = Databases(kind, folder, self.worker, port)
        self[kind] = databases, make_app(folder / "instance", databases.prepared())
        return self[kind]


@pytest.fixture(scope="session")
def _prepared(
    request: pytest.FixtureRequest, worker: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[_Prepared]:
    folder = tmp_path_factory.mktemp("databases")
    os.environ["INSTANCE_DIR"] = str(folder / "instance")
    prepared = _Prepared(folder, worker, request.config.stash[_cluster_port])
    yield prepared
    for _databases, app in prepared.values():
        close(app)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database this test runs on: "sqlite" or "postgresql"."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def databases(database: str, _prepared: _Prepared) -> Databases:
    """Makes further databases of the kind this test runs on."""
    return _prepared[database][0]


@pytest.fixture
def app(database: str, _prepared: _Prepared) -> Flask:
    """The application that all tests share; its database is empty at the beginning of each."""
    return _prepared[database][1]


@pytest.fixture(autouse=True)
def _transaction(request: pytest.FixtureRequest, database: str) -> Iterator[None]:
    if request.node.get_closest_marker("no_database") or "fresh_app" in request.fixturenames:
        yield
        return
    with rolled_back(request.getfixturevalue("app")):
        yield


@pytest.fixture
def db_session(_transaction: None) -> scoped_session[Session]:
    """The session of the test, in the transaction that is rolled back."""
    from outreach.db import db  # noqa: PLC0415 - after the environment is plain

    return db.session


@pytest.fixture
def fresh_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application with a database and an instance folder of its own, really committed to; its context is pushed."""
    url = databases.prepared()
    app = make_app(tmp_path / "instance", url)
    with app.app_context():
        yield app
    close(app)
    databases.drop(url)


@pytest.fixture
def environment(fresh_app: Flask) -> dict[str, str]:
    """The environment in which a process beside the test works on `fresh_app`'s database and folder."""
    settings = fresh_app.config["OUTREACH"]
    return {**os.environ, "INSTANCE_DIR": str(settings.instance_dir), "DATABASE_URL": settings.database_url}


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The REDIS_URL of a server of our own."""
    from tests.support.servers import redis  # noqa: PLC0415 - only here is it needed

    with redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def live_server(fresh_app: Flask) -> Iterator[str]:
    """The origin of a web server on `fresh_app`."""
    from tests.support.servers import web  # noqa: PLC0415 - only here is it needed

    with web(fresh_app) as origin:
        yield origin
