"""The example for nginx: it serves the published files, and hands on the rest."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from outreach.db import db
from outreach.petitions import tasks
from outreach.petitions.short_path import CACHE_CONTROL
from tests.factories import PetitionFactory, PetitionTextFactory
from tests.support.clients import Client
from tests.support.needs import needs
from tests.support.ports import free_port
from tests.support.servers import program

pytestmark = pytest.mark.one_database

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def nginx(fresh_app, live_server, tmp_path):
    """The origin of nginx with our example, on the files of `fresh_app`, before `live_server`."""
    program_name, port = needs("nginx"), free_port()
    published = fresh_app.config["OUTREACH"].published_dir
    # nginx's workers are another user's, who may not look into pytest's folders.
    config = (DEPLOY / "nginx.conf").read_text()
    config = config[: config.index("server {\n    listen 80;")]
    for pattern, value in (
        (r"listen 443 ssl;\n    http2 on;", f"listen 127.0.0.1:{port};"),
        (r"\n    ssl_certificate\S* .*", ""),
        (r"access_log .*;", f"access_log {tmp_path}/access.log quiet;"),
        (r"server 127.0.0.1:8000;", f"server {live_server.removeprefix('http://')};"),
        (r"root .*", f"root {published};"),
        (r"/etc/nginx/outreach-headers.conf", str(DEPLOY / "nginx-headers.conf")),
    ):
        config, changes = re.subn(pattern, lambda _found, value=value: value, config)
        assert changes
    folders = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"user root; pid {tmp_path}/pid; daemon off; error_log {tmp_path}/error.log; events {{}} "
        f"http {{ types {{ text/html html; application/json json; }} {folders} {config} }}"
    )
    with program([program_name, "-c", str(tmp_path / "nginx.conf")], port, tmp_path / "nginx.log"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def petition(fresh_app):
    petition = PetitionFactory(slug="free-amina")
    PetitionTextFactory(petition=petition, language="fr", title="Libérez Amina")
    db.session.commit()
    tasks.publish(petition.id)
    return petition


def get(address, **headers):
    try:
        with urlopen(Request(address, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, dict(error.headers), error.read()


@pytest.mark.parametrize(
    "path", ["/", "/petitions/free-amina", "/petitions/free-amina/fr", "/petitions/free-amina/count.json"]
)
def test_nginx_serves_what_the_application_would(nginx, petition, fresh_app, path):
    ours = Client(fresh_app, fresh_app.response_class).get(path)

    status, headers, body = get(nginx + path)

    assert (status, body) == (200, ours.data)
    same = [
        "Cache-Control",
        "Content-Security-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "Permissions-Policy",
    ]
    same += ["Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Content-Type"]
    assert {name: headers[name] for name in same} == {name: ours.headers[name] for name in same}
    assert headers["Cache-Control"] == CACHE_CONTROL
    assert get(nginx + path, **{"Accept-Encoding": "gzip"})[1]["Content-Encoding"] == "gzip"


def test_what_is_not_published_is_the_applications(nginx, petition):
    assert b"how you can help" in get(f"{nginx}/petitions/free-amina/help")[2]
    for odd in ("/petitions/free-amina/index.html", "/petitions/free-amina/.css", "/petitions/free-amina%0a", "/.lock"):
        status, _headers, body = get(nginx + odd)
        assert status == 404
        assert b"Free Amina" not in body


def test_a_page_not_written_yet_is_drawn(nginx, fresh_app):
    PetitionFactory(slug="free-omar")
    db.session.commit()

    assert get(f"{nginx}/petitions/free-omar")[0] == 200


def test_the_key_in_a_link_is_not_logged(nginx, petition, tmp_path):
    get(f"{nginx}/confirm/MQ.secret")

    log = (tmp_path / "access.log").read_text()
    assert "/confirm/- " in log
    assert "secret" not in log
