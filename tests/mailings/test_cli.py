"""Mailings from the shell."""

import json

from outreach.outbox.states import MessageState
from tests.factories import ContactFactory, UserFactory


def test_the_life_of_a_mailing_from_the_shell(runner, template, send):
    ContactFactory(name="Camille", email="camille@sample.example")
    ContactFactory(name="Sans", email=None)
    UserFactory(email="Olive@campaign.example", folded_email="olive@campaign.example")

    created = runner("mailings", "create", "--template", "Appeal", "--segment", "kind:journalist", "--json")
    drafted = json.loads(created.stdout)
    number = drafted["id"]
    assert drafted == {
        "id": number,
        "recipients": 1,
        "stopped": [{"contact": "Sans", "reason": "There is no e-mail address."}],
    }
    assert json.loads(runner("mailings", "check", number, "--json").stdout) == drafted
    assert runner("mailings", "approve", number, "--by", "OLIVE@campaign.example").stdout == "1 mail approved.\n"
    assert runner("mailings", "start", number, "--no-hold").stdout == "1 mail on its way.\n"
    assert len(send()) == 1

    shown = json.loads(runner("mailings", "show", number, "--json").stdout)

    assert (shown["state"], shown["counts"]) == ("sent", {"sent": 1, "stopped": 1})
    camille, sans = shown["recipients"]
    assert camille | {"message_id": ""} == {
        "contact": "Camille",
        "email": "camille@sample.example",
        "state": MessageState.SENT,
        "reason": "",
        "message_id": "",
    }
    assert camille["message_id"].startswith("<")
    assert (sans["state"], sans["reason"], sans["message_id"]) == ("stopped", "There is no e-mail address.", None)


def test_what_cannot_be_done_is_told_in_one_sentence(runner, template):
    ContactFactory()
    number = json.loads(
        runner("mailings", "create", "--template", "Appeal", "--segment", "kind:journalist", "--json").stdout
    )["id"]

    for words, sentence in (
        (("start", number), "This mailing is not approved."),
        (("start", 999), "There is no mailing with this number."),
        (("pause", number), "Only a mailing that is under way can be paused."),
        (("resume", number), "Only a paused mailing can go on."),
        (("approve", number, "--by", "nobody@campaign.example"), "Nobody in the team has the address"),
        (("create", "--template", "None", "--segment", "x"), "There is no template “None”."),
        (("create", "--template", "Appeal", "--segment", "kind:lawyer"), "Nobody belongs to this segment."),
        (("create", "--template", "Appeal", "--segment", "colour:red"), "is not known"),
    ):
        result = runner("mailings", *words)
        assert result.exit_code == 1, words
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1


def test_pause_resume_and_cancel_say_how_many(runner, started):
    ContactFactory.create_batch(2)
    number = started().id

    assert runner("mailings", "pause", number).stdout == "Paused. 2 mails are held back.\n"
    assert runner("mailings", "resume", number).stdout == "2 mails go on.\n"
    assert runner("mailings", "cancel", number).stdout == "Cancelled. 2 mails were not sent.\n"
    assert f"{number}  cancelled" in runner("mailings", "list").stdout
