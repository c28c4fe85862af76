"""Each of the program's own mails, word for word: a changed word is seen in review, where it can still be talked about.

After a change that is meant: `GOLDEN=write pytest tests/outbox/test_golden.py`, and read what git shows.
"""

import os
from datetime import UTC, datetime

import pytest

from outreach import paths
from outreach.mail.envelope import Mailbox
from outreach.outbox.system_mail import compose
from tests.support.catalogues import ROOT

pytestmark = pytest.mark.one_database

GOLDEN = ROOT / "tests" / "golden"
# What the mails draw from; a name of the other direction, and one that would be markup.
FACTS = {
    "campaign_name": lambda: "Free Amina",
    "signatory": "Aynur <b>Tursun</b>",
    "inviter": "ئاينۇر",
    "title": "Bring my father home",
    "petition_url": "https://petition.example/petitions/free-amina/en",
    "confirm_url": "https://petition.example/confirm/token",
    "signature_url": "https://petition.example/signature/token",
    "link": "https://desk.example/invitation/token",
    "expires_at": datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
}
MAILS = [
    (folder.name, language)
    for folder in sorted((paths.TEMPLATES / "emails").iterdir())
    for language in (("en", "fr") if folder.name == "invitation" else ("en", "fr", "ug"))
]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("name", "language"), MAILS)
def test_the_mail_says_what_was_agreed(name, language):
    mail = compose(name, Mailbox("", "reader@example.org"), language, **FACTS)
    agreed = GOLDEN / f"{name}.{language}.txt"

    said = f"{mail.subject}\n\n{mail.text}\n{mail.html}\n"
    if os.environ.get("GOLDEN") == "write":
        agreed.write_text(said, encoding="utf-8")

    assert said == agreed.read_text(encoding="utf-8")


def test_every_agreed_mail_is_one_of_ours():
    assert {path.stem for path in GOLDEN.iterdir()} == {f"{name}.{language}" for name, language in MAILS}
