"""Signed links."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from outreach.security.tokens import BadLink, read_link, sign_link
from tests.support.databases import make_app

pytestmark = pytest.mark.one_database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("value", ["17", "", "名字", "a.b/c?d=e", "x" * 200])
def test_a_signed_value_is_read_again_and_again(value):
    token = sign_link("unsubscribe", value)

    assert [read_link("unsubscribe", token) for _ in range(2)] == [value, value]


def test_a_number_is_read_as_its_digits():
    assert read_link("confirm", sign_link("confirm", 17)) == "17"


def test_a_token_is_short_and_survives_mail_programs():
    token = sign_link("confirm", 1234567)

    assert len(token) <= 34
    assert re.fullmatch(r"[A-Za-z0-9_.-]*[A-Za-z0-9]", token)


def test_a_link_for_one_purpose_opens_no_other():
    with pytest.raises(BadLink):
        read_link("confirm", sign_link("unsubscribe", 17))


@pytest.mark.parametrize("junk", ["", ".", "..", "...", "MTc", "MTc.", "MTc.é", "\ud800.x", "a.b.c.d"])
def test_what_we_did_not_sign_is_refused(junk):
    with pytest.raises(BadLink):
        read_link("confirm", junk)


def test_every_changed_character_is_noticed():
    token = sign_link("confirm", 17, days=2)

    for place in range(len(token)):
        changed = token[:place] + ("B" if token[place] == "A" else "A") + token[place + 1 :]
        with pytest.raises(BadLink):
            read_link("confirm", changed)


def test_a_link_with_days_works_through_its_last_day_and_no_longer(time_machine):
    time_machine.move_to(NOON, tick=False)
    token = sign_link("export", 17, days=2)

    time_machine.move_to(NOON + timedelta(days=2, hours=11), tick=False)
    assert read_link("export", token) == "17"
    time_machine.move_to(NOON + timedelta(days=2, hours=12), tick=False)
    with pytest.raises(BadLink):
        read_link("export", token)


def test_another_secret_key_opens_nothing(app, tmp_path):
    token = sign_link("confirm", 17)
    other = make_app(tmp_path, "sqlite://", SECRET_KEY="another key of thirty-two characters")

    with other.app_context(), pytest.raises(BadLink):
        read_link("confirm", token)
