"""The link in a mail with which its reader makes us stop."""

import pytest

from outreach.suppressions.links import unsubscribe_url
from outreach.suppressions.models import Suppression, SuppressionReason
from outreach.suppressions.queries import suppressed
from outreach.suppressions.services import address_hash

ADDRESS = "Camille@Sample.example"


@pytest.fixture
def path():
    return "/unsubscribe/" + unsubscribe_url(ADDRESS, "mailing", "fr").rpartition("/")[2]


def is_stopped(kind="mailing"):
    return bool(suppressed({address_hash(ADDRESS)}, kind))


def test_opening_the_link_changes_nothing_and_speaks_the_language_of_the_mail(stranger, path):
    page = stranger.get(path)

    assert page.status_code == 200
    assert '<html lang="fr"' in page.text
    assert not is_stopped()
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    "body",
    [
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"List-Unsubscribe": "One-Click"}, "content_type": "multipart/form-data"},
        {},
    ],
)
def test_posting_to_it_stops_at_once_without_cookie_token_or_redirect(stranger, path, body):
    answers = [stranger.post(path, **body) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Set-Cookie" not in answers[0].headers
    assert is_stopped()


def test_it_stops_only_the_kind_of_mail_it_came_with(stranger, path, db_session):
    stranger.post(path)

    assert not is_stopped("confirmation")
    assert db_session.query(Suppression).one().reason is SuppressionReason.OPT_OUT


def test_the_link_does_not_tell_the_address(path):
    assert "amille" not in path


def test_a_link_that_was_cut_stops_nothing_and_says_so(stranger, path):
    for answer in (stranger.get(path[:-3]), stranger.post(path[:-3])):
        assert answer.status_code == 404
        assert "Copy the whole link" in answer.text
    assert not is_stopped()
