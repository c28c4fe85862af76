"""django-post_office in its own environment, at its best setting: batches of 1,000 on five threads.

`run_post_office.py queue URL PORT` makes the tables and queues the mails on standard input (JSON: lists of address, text and
HTML); `run_post_office.py send URL PORT` sends them, and prints how many were and how long it took.
"""

import json
import sys
import time
from urllib.parse import urlsplit

import django
from django.conf import settings


def configure(url: str, port: int) -> None:
    """Set Django up on the database at `url`, mailing to `port`."""
    parts = urlsplit(url)
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": url.removeprefix("sqlite:///")}
    if parts.scheme != "sqlite":
        database = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": parts.username,
            "HOST": parts.hostname,
            "PORT": parts.port,
        }
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        POST_OFFICE={"BATCH_SIZE": 1000, "THREADS_PER_PROCESS": 5},
        USE_TZ=True,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()


def queue() -> None:
    """Queue the mails on standard input."""
    from django.core.management import call_command  # noqa: PLC0415 - only once Django is set up
    from post_office import mail  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    facts = json.load(sys.stdin)
    for start in range(0, len(facts), 500):
        mail.send_many(
            [
                {
                    "recipients": to,
                    "sender": "campaign@campaign.example",
                    "subject": "An appeal",
                    "message": text,
                    "html_message": html,
                }
                for to, text, html in facts[start : start + 500]
            ]
        )


def send() -> None:
    """Send what is queued."""
    from post_office.mail import send_queued_mail_until_done  # noqa: PLC0415 - only once Django is set up
    from post_office.models import STATUS, Email  # noqa: PLC0415 - as above

    began = time.perf_counter()
    send_queued_mail_until_done(processes=1)
    seconds = time.perf_counter() - began
    print(json.dumps({"sent": Email.objects.filter(status=STATUS.sent).count(), "seconds": seconds}))


configure(sys.argv[2], int(sys.argv[3]))
queue() if sys.argv[1] == "queue" else send()
