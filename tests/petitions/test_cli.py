"""Petitions from the shell."""

import json

import pytest
import sqlalchemy as sa

from outreach.audit.models import AuditEvent
from outreach.db import db
from outreach.petitions.models import Petition, PetitionState, PetitionText, SignatureState
from tests.factories import PetitionFactory, SignatureFactory

TEXT = "Free Amina\n\n0 signatures. Help us reach 500!\n\nHer story.\n\nAre you a lawyer? Write to me:\n\nThank you.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "petition.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def only(model):
    return db.session.scalars(sa.select(model)).one()


def test_importing_publishes_the_petition_as_written(runner, file):
    result = runner("petitions", "import", file, "--slug", "free-amina", "--language", "en")

    assert result.exit_code == 0
    assert "Goal 500, from the line “0 signatures. Help us reach 500!”." in result.stdout
    petition, text = only(Petition), only(PetitionText)
    assert (petition.state, petition.first_goal, petition.default_language) == (PetitionState.OPEN, 500, "en")
    assert (text.title, text.story, text.closing) == ("Free Amina", "Her story.", "Thank you.")
    actions = db.session.scalars(sa.select(AuditEvent.action)).all()
    assert actions == ["petition.began", "petition.text_written", "petition.moved"]


def test_a_draft_stays_a_draft(runner, file):
    runner("petitions", "import", file, "--slug", "free-amina", "--language", "en", "--draft")

    assert only(Petition).state is PetitionState.DRAFT


def test_the_same_file_again_changes_nothing(runner, file):
    for _ in range(2):
        result = runner("petitions", "import", file, "--slug", "free-amina", "--language", "en")

    assert result.exit_code == 0
    assert "Nothing changed" in result.stdout
    assert only(PetitionText).version == 1


def test_a_changed_file_is_a_new_version(runner, file):
    runner("petitions", "import", file, "--slug", "free-amina", "--language", "en")
    file.write_text(TEXT.replace("Her story", "Her whole story"), encoding="utf-8")

    result = runner("petitions", "import", file, "--slug", "free-amina", "--language", "en")

    assert "version 2" in result.stdout
    stories = db.session.scalars(sa.select(PetitionText.story).order_by(PetitionText.version)).all()
    assert stories == ["Her story.", "Her whole story."]


def test_another_language_joins_the_same_petition(runner, file):
    for language in ("en", "fr"):
        runner("petitions", "import", file, "--slug", "free-amina", "--language", language)

    assert only(Petition).default_language == "en"
    assert set(db.session.scalars(sa.select(PetitionText.language))) == {"en", "fr"}


def test_without_a_counter_line_the_usual_goal_is_taken_and_said(runner, file):
    file.write_text("Free Amina\n\nHer story.\n", encoding="utf-8")

    result = runner("petitions", "import", file, "--slug", "free-amina", "--language", "en")

    assert "Goal 100, as the file names none" in result.stdout
    assert only(Petition).first_goal == 100


@pytest.mark.parametrize("slug", ["Free Amina", "free--amina", "-a", "../keys", "x" * 81, "ئامىنە"])
def test_a_short_name_that_is_no_address_is_refused(runner, file, slug):
    result = runner("petitions", "import", file, f"--slug={slug}", "--language", "en")

    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert db.session.scalars(sa.select(Petition)).all() == []


def test_an_empty_file_is_refused_with_a_sentence(runner, tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()

    result = runner("petitions", "import", path, "--slug", "free-amina", "--language", "en")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "empty" in result.stderr


def test_a_language_nobody_offers_is_wrong_usage(runner, file):
    assert runner("petitions", "import", file, "--slug", "free-amina", "--language", "xx").exit_code == 2


def test_signatures_are_counted_by_state(runner):
    petition = PetitionFactory(slug="free-amina")
    for state in (SignatureState.CONFIRMED, SignatureState.CONFIRMED, SignatureState.PENDING, SignatureState.ERASED):
        SignatureFactory(petition=petition, state=state)

    result = runner("signatures", "count", "free-amina", "--json")

    assert json.loads(result.stdout) == {"confirmed": 2, "pending": 1, "quarantined": 0, "withdrawn": 0}
    assert "2 confirmed" in runner("signatures", "count", "free-amina").stdout


def test_an_unknown_petition_is_refused(runner):
    result = runner("signatures", "count", "nobody")

    assert result.exit_code == 1
    assert result.stderr == "There is no petition with this short name.\n"


def test_a_petition_is_closed_and_opened_again(runner):
    petition = PetitionFactory(slug="free-amina")

    runner("petitions", "close", "free-amina", "--reason", "Delivered.")
    db.session.refresh(petition)
    closed = petition.state, petition.state_reason, petition.closed_at is not None
    result = runner("petitions", "open", "free-amina")
    db.session.refresh(petition)

    assert closed == (PetitionState.CLOSED, "Delivered.", True)
    assert result.exit_code == 0
    assert (petition.state, petition.closed_at) == (PetitionState.OPEN, None)


def test_an_open_petition_cannot_be_opened(runner):
    PetitionFactory(slug="free-amina")

    assert runner("petitions", "open", "free-amina").exit_code == 1


def test_a_petition_without_a_text_cannot_be_opened(runner):
    PetitionFactory(slug="free-amina", state=PetitionState.DRAFT, texts=[])

    result = runner("petitions", "open", "free-amina")

    assert "has no text" in result.stderr
