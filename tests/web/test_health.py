"""What a watcher asks."""

import pytest

from outreach import create_app


def test_a_process_answers_and_can_work(stranger):
    assert stranger.get("/healthz").json == {"ok": True}
    assert stranger.get("/readyz").json == {"ok": True, "database": True, "queue": True}


@pytest.mark.no_database
def test_a_process_without_its_tables_answers_but_cannot_work(tmp_path):
    pages = create_app(INSTANCE_DIR=str(tmp_path)).test_client()

    answer = pages.get("/readyz")

    assert pages.get("/healthz").status_code == 200
    assert (answer.status_code, answer.json) == (503, {"ok": False, "database": True, "queue": False})


@pytest.mark.no_database
def test_a_process_without_its_database_answers_but_cannot_work(tmp_path):
    app = create_app(INSTANCE_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder.db")

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json["database"]) == (503, False)


@pytest.mark.no_database
@pytest.mark.parametrize("face", ["public", "desk"])
def test_each_face_is_watched(tmp_path, face):
    app = create_app(INSTANCE_DIR=str(tmp_path), FACES=face)

    assert app.test_client().get("/healthz").status_code == 200
