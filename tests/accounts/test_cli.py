"""`outreach users`."""

import json

from outreach.accounts import queries
from outreach.accounts.models import UserState
from outreach.security.permissions import Role
from tests.factories.accounts import UserFactory


def test_invite_prints_a_link_on_the_configured_origin(runner, app):
    result = runner("users", "invite", "nora@campaign.example", "--role", "family", "--json")

    answer = json.loads(result.stdout)
    assert answer.keys() == {"link"}
    assert answer["link"].startswith(f"{app.config['OUTREACH'].desk_url}/invitation/")
    assert queries.find_user("nora@campaign.example").role is Role.FAMILY


def test_invite_says_in_words_what_was_done(runner):
    result = runner("users", "invite", "nora@campaign.example", "--role", "organiser")

    assert "1 person invited: nora@campaign.example, as organiser." in result.stdout
    assert "/invitation/" in result.stdout


def test_invite_refuses_in_one_sentence(runner):
    UserFactory(email="nora@campaign.example")

    for words in (("nora@campaign.example", "--role", "family"), ("nora", "--role", "family")):
        result = runner("users", "invite", *words)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1


def test_an_unknown_role_is_wrong_usage(runner):
    assert runner("users", "invite", "nora@campaign.example", "--role", "king").exit_code == 2


def test_a_sign_in_link_is_made_for_a_member(runner):
    UserFactory(email="nora@campaign.example")

    assert (
        "/sign-in-link/"
        in json.loads(runner("users", "sign-in-link", "NORA@campaign.example", "--json").stdout)["link"]
    )
    assert "/sign-in-link/" in runner("users", "sign-in-link", "nora@campaign.example").stdout
    assert runner("users", "sign-in-link", "nobody@campaign.example").exit_code == 1


def test_the_list_names_everybody(runner):
    UserFactory(email="nora@campaign.example", name="Nora", role=Role.VIEWER, state=UserState.PAUSED)

    assert runner("users", "list").stdout == "nora@campaign.example\tviewer\tpaused\tNora\n"
    assert json.loads(runner("users", "list", "--json").stdout) == [
        {"email": "nora@campaign.example", "role": "viewer", "state": "paused", "name": "Nora"}
    ]
