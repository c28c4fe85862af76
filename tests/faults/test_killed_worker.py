"""The worker is killed outright, again and again, in the middle of a mailing: nothing is lost, nothing goes twice."""

import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from outreach.db import db
from outreach.outbox.sending import CONNECTIONS_UNCAPPED
from outreach.security.permissions import Role
from tests.factories import ContactFactory, MailTemplateFactory, UserFactory
from tests.support.commands import Shell
from tests.support.sinks import Sink

pytestmark = pytest.mark.slow

MESSAGES = 500
KILLS = 10
BETWEEN_KILLS = 40


class Killer:
    """Kills the worker it was given at a step of the mail that brings the log to a number."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        sink.act = self.look
        self.victim, self.step, self.number = 0, "", 0

    def aim(self, victim: int, step: str) -> None:
        self.victim, self.step, self.number = victim, step, len(self.sink.taken) + BETWEEN_KILLS

    def look(self, step: str) -> None:
        if self.victim and step == self.step and len(self.sink.taken) >= self.number:
            os.killpg(self.victim, signal.SIGKILL)
            self.victim = 0


@pytest.fixture
def shell(fresh_app, environment, tmp_path) -> Shell:
    settings = {"MAIL_FROM": "campaign@campaign.example", "SEND_CAPS": "off", "TRIAL_MODE": "off"}
    return Shell(environment | settings, tmp_path)


def test_ten_kills_lose_no_message_and_send_none_twice(fresh_app, shell, tmp_path: Path):
    mailing = _approved_mailing(shell)
    with Sink() as sink:
        shell.environment["SMTP_URL"] = sink.url
        shell("mailings", "start", mailing, "--no-hold")

        killer = Killer(sink)
        for kill in range(KILLS):
            worker = shell.begin("worker", log=tmp_path / "worker.log")
            # Half of them before the text is handed over, half between the final dot and its answer.
            killer.aim(worker.pid, "RCPT" if kill % 2 else "DOT")
            assert worker.wait(60) == -signal.SIGKILL, (tmp_path / "worker.log").read_text()
        shell("worker", "--drain")

    shown = shell.json("mailings", "show", mailing)
    log = Counter(recipient for taken in sink.taken for recipient in taken.recipients)
    states = {one["email"]: one["state"] for one in shown["recipients"]}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert len(states) == MESSAGES
    assert max(log.values()) == 1, "somebody got it twice"
    assert {email for email, state in states.items() if state == "sent"} <= set(log), "a mail called sent never arrived"
    # The one whose server was waiting for nothing but our record of its answer, at least.
    uncertain = [email for email, state in states.items() if state == "uncertain"]
    assert KILLS // 2 <= len(uncertain) <= KILLS * CONNECTIONS_UNCAPPED, "more than one group was in flight"
    assert shown["counts"]["uncertain"] == len(uncertain)
    assert len({taken.mail["Message-ID"] for taken in sink.taken}) == len(sink.taken)


def _approved_mailing(shell: Shell) -> int:
    ContactFactory.create_batch(MESSAGES)
    name, organiser = MailTemplateFactory().name, UserFactory(role=Role.ORGANISER).email
    db.session.commit()
    mailing = int(shell.json("mailings", "create", "--template", name, "--segment", "kind:journalist")["id"])
    shell("mailings", "approve", mailing, "--by", organiser)
    return mailing
