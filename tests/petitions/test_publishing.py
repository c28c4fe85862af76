"""Published files, and the short path that serves them."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import replace

import pytest

from outreach.db import db
from outreach.petitions import publishing, tasks
from outreach.petitions.models import PetitionCount, PetitionState
from outreach.petitions.services.states import move_petition
from outreach.petitions.services.texts import TextEntry, write_text
from tests.factories import PetitionFactory, PetitionTextFactory
from tests.support.clients import Client

pytestmark = pytest.mark.one_database


@pytest.fixture
def published(fresh_app):
    """The folder of published files."""
    return fresh_app.config["OUTREACH"].published_dir


@pytest.fixture
def petition(fresh_app):
    """An open petition in English and French, published."""
    petition = PetitionFactory(slug="free-amina")
    PetitionTextFactory(petition=petition, language="fr", title="Libérez Amina")
    db.session.commit()
    tasks.publish(petition.id)
    return petition


@pytest.fixture
def reader(fresh_app):
    return Client(fresh_app, fresh_app.response_class)


def names_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_page_per_language_the_count_and_the_front_page_are_files(petition, published):
    assert names_in(published) == [
        ".lock",
        "index.html",
        "index.html.gz",
        "petitions/free-amina/count.json",
        "petitions/free-amina/count.json.gz",
        "petitions/free-amina/en/index.html",
        "petitions/free-amina/en/index.html.gz",
        "petitions/free-amina/fr/index.html",
        "petitions/free-amina/fr/index.html.gz",
        "petitions/free-amina/index.html",
        "petitions/free-amina/index.html.gz",
    ]


def test_a_compressed_file_holds_what_the_plain_one_does(petition, published):
    page = published / "petitions/free-amina/fr/index.html"

    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert page.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "address", ["/", "/petitions/free-amina", "/petitions/free-amina/fr", "/petitions/free-amina/count.json"]
)
def test_the_file_has_the_bytes_and_headers_that_flask_would_give(petition, published, reader, address):
    from_file = reader.get(address)
    for path in published.rglob("*.*"):
        if path.is_file():
            path.unlink()
    from_flask = reader.get(address)

    assert from_file.data == from_flask.data
    differing = {"Date", "Vary"}
    headers = [
        {name: value for name, value in answer.headers.items() if name not in differing}
        for answer in (from_file, from_flask)
    ]
    assert headers[0] == headers[1]
    assert from_file.headers["Vary"] == "Accept-Encoding"


def test_the_short_path_serves_the_file_itself(petition, published, reader):
    (published / "petitions/free-amina/index.html").write_text("as nginx would")

    assert reader.get("/petitions/free-amina").text == "as nginx would"
    assert reader.get("/petitions/free-amina?utm_source=newspaper").text == "as nginx would"


def test_a_page_not_changed_is_not_sent_again(petition, reader):
    etag = reader.get("/petitions/free-amina").headers["ETag"]

    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = reader.get("/petitions/free-amina", headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
    assert reader.get("/petitions/free-amina", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "gzip"),
        ("br;q=1.0, gzip;q=0.8", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("x-gzipped", None),
        ("", None),
    ],
)
def test_it_is_compressed_for_those_who_take_it(petition, reader, accepted, encoding):
    plain = reader.get("/petitions/free-amina").data

    answer = reader.get("/petitions/free-amina", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert (gzip.decompress(answer.data) if encoding else answer.data) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_head_has_the_headers_and_no_body(petition, reader):
    head, get = reader.head("/petitions/free-amina"), reader.get("/petitions/free-amina")

    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    "address",
    [
        "/petitions/free-amina/.css",
        "/petitions/free-amina/x/.css",
        "/petitions/free-amina;a.js",
        "/petitions/free-amina%0a",
        "/petitions/free-amina/en%0a",
        "/petitions/free-amina/index.html",
        "/petitions/free-amina/en/index.html.gz",
        "/petitions/../petitions/free-amina/count.json.gz",
        "/petitions/..%2f..%2fkeys/secret_key",
        "/petitions/free-amina/en/",
        "/.lock",
        "/index.html",
    ],
)
def test_odd_addresses_are_not_there(petition, reader, address):
    answer = reader.get(address)

    assert answer.status_code == 404
    assert "Free Amina" not in answer.text


def test_an_edit_is_published_and_nobody_sees_half_a_page(fresh_app, petition, published, reader):
    page = published / "petitions/free-amina/index.html"
    seen = set()

    def read(_number):
        seen.add(page.read_text().endswith("</html>"))

    def edit(number):
        with fresh_app.app_context():
            found = db.session.merge(petition, load=True)
            write_text(found, "en", TextEntry(f"Free Amina {number}", "Story " * 2000))
            db.session.commit()
            tasks.publish(found.id)

    with ThreadPoolExecutor(4) as pool:
        edits = [pool.submit(Context().run, edit, number) for number in range(3)]
        list(pool.map(read, range(300)))
        failed = [one for one in edits if one.exception()]

    assert seen == {True}
    # Two who write the next version at once: one of them is told so.
    assert len(failed) < 3
    tasks.publish(petition.id)
    assert reader.get("/petitions/free-amina").data == page.read_bytes()


def test_nothing_is_written_when_nothing_changed(petition, published):
    before = {path: path.stat().st_ino for path in published.rglob("*.*")}

    changed = publishing.publish_petition(petition.id)

    assert changed == 0
    assert before == {path: path.stat().st_ino for path in published.rglob("*.*")}


def test_the_count_goes_out_with_the_pages(petition, reader):
    db.session.get(PetitionCount, petition.id).confirmed = 501
    db.session.commit()
    tasks.publish(petition.id)

    assert '"count": 501, "goal": 1000' in reader.get("/petitions/free-amina/count.json").text
    assert ">501<" in reader.get("/petitions/free-amina/fr").text


@pytest.mark.parametrize(("moves", "status"), [(["closed", "archived"], 410), (["paused"], 200)])
def test_what_is_not_public_any_more_is_taken_away(petition, published, reader, moves, status):
    for state in moves:
        move_petition(petition, PetitionState(state))
    db.session.commit()
    tasks.publish(petition.id)

    assert reader.get("/petitions/free-amina/fr").status_code == status
    assert (published / "petitions/free-amina").exists() == (status == 200)
    assert "Free Amina" not in reader.get("/").text


def test_the_sweep_finds_what_was_lost_or_left(petition, published):
    (published / "petitions/free-amina/fr/index.html").unlink()
    (published / "petitions/left-over").mkdir()
    (published / "petitions/left-over/index.html").write_text("old")
    (published / "petitions/free-amina/half-written").write_text("crashed")

    tasks.publish_all(None)

    assert (published / "petitions/free-amina/fr/index.html").exists()
    assert [path.name for path in (published / "petitions").iterdir()] == ["free-amina"]
    assert not (published / "petitions/free-amina/half-written").exists()


def test_a_practice_page_says_so(fresh_app, reader):
    PetitionFactory(slug="free-amina")
    db.session.commit()
    fresh_app.config["OUTREACH"] = replace(fresh_app.config["OUTREACH"], practice=True)

    assert "made up" in reader.get("/petitions/free-amina").text
