"""The mail that everybody sends: text and HTML, about 5 kB whole."""

from datetime import UTC, datetime

from outreach.mail.envelope import Mailbox, OutgoingMail

SENDER = Mailbox("Campaign", "campaign@campaign.example")
SUBJECT = "My father built instruments. He has been held since 2018"
_PARAGRAPHS = """My father built dutars and taught the children of his street to play them. On the evening of 14 April 2018, two \
policemen took him with them for a quarter of an hour. We have since heard, from a cousin, that he was sentenced to nine years. \
We have never seen a judgment.

I live in Lyon. I am ready to speak with you, under my own name, and to show you what documents we have. Our lawyer is \
preparing a complaint and can answer your questions.

Could you spare me twenty minutes this week or next? If this is not your subject, a name in your newsroom would already help \
us. The petition, with the whole story: https://campaign.example/petitions/free-my-father""".split("\n\n")  # noqa: SIM905 - read as a letter


def address(number: int) -> str:
    """Return the address of the recipient `number`."""
    return f"camille{number}@newsroom.example"


def texts(number: int) -> tuple[str, str]:
    """Return the text and the HTML for the recipient `number`."""
    paragraphs = [f"Dear Camille {number},", *_PARAGRAPHS, *_PARAGRAPHS, *_PARAGRAPHS]
    html = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    return "\n\n".join(paragraphs) + "\n", f"<html><body>\n{html}\n</body></html>\n"


def mail(number: int) -> OutgoingMail:
    """Return the mail to the recipient `number`."""
    text, html = texts(number)
    return OutgoingMail(
        from_address=SENDER,
        to=Mailbox(f"Camille {number}", address(number)),
        subject=SUBJECT,
        text=text,
        html=html,
        message_id=f"<{number}@campaign.example>",
        date=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )


def template() -> str:
    """Return a template that makes such a mail."""
    return "\n\n".join(['Dear {{ full_name | fallback: "editor" }},', *_PARAGRAPHS, *_PARAGRAPHS, *_PARAGRAPHS])
