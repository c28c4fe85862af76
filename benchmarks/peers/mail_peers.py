"""mailmerge and django-post_office as contestants of the send figure."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.harness import Turn
from benchmarks.places import Place
from benchmarks.programs import Sink, run
from benchmarks.sending import mails

_HERE = Path(__file__).parent
# It opens a connection for each mail and is soon measured.
_SHARE_OF_MAILMERGE = 4


def contestants(python: str, place: Place, folder: Path, sink: Sink, number: int) -> dict[str, Turn]:
    """Return the turns of both: each sends its mails to `sink`, and fails if the sink did not get all of them."""
    return {
        "mailmerge": _mailmerge(
            python, folder / f"mailmerge-{place.kind}", sink, max(1, number // _SHARE_OF_MAILMERGE)
        ),
        "django-post_office": _post_office(python, place, sink, number),
    }


def counted(sink: Sink, number: int, turn: Turn, name: str) -> Mapping[str, float]:
    """Take a turn that sends `number` mails, and end the benchmark if the sink got more or fewer."""
    before = sink.received()
    measured = turn()
    if not sink.has_received(before + number):
        sys.exit(f"{name} should have sent {number} mails, but the sink received {sink.received() - before}.")
    return measured


def _mailmerge(python: str, folder: Path, sink: Sink, number: int) -> Turn:
    folder.mkdir()
    text, html = mails.texts(0)
    parts = f"""TO: {{{{name}}}} <{{{{email}}}}>
SUBJECT: {mails.SUBJECT}
FROM: {mails.SENDER.name} <{mails.SENDER.address}>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="boundary"

--boundary
Content-Type: text/plain; charset=us-ascii

{text.replace("Camille 0", "{{name}}")}
--boundary
Content-Type: text/html; charset=us-ascii

{html.replace("Camille 0", "{{name}}")}
--boundary--
"""
    rows = "".join(f"{mails.address(one)},Camille {one}\n" for one in range(number))
    (folder / "mailmerge_template.txt").write_text(parts)
    (folder / "mailmerge_database.csv").write_text(f"email,name\n{rows}")
    (folder / "mailmerge_server.conf").write_text(
        f"[smtp_server]\nhost = 127.0.0.1\nport = {sink.port}\nratelimit = 0\n"
    )

    def turn() -> Mapping[str, float]:
        done = json.loads(run([python, str(_HERE / "run_mailmerge.py"), str(folder)]))
        return {"rate": number / done["seconds"]}

    return lambda: counted(sink, number, turn, "mailmerge")


def _post_office(python: str, place: Place, sink: Sink, number: int) -> Turn:
    script = [python, str(_HERE / "run_post_office.py")]
    queued = json.dumps([(mails.address(one), *mails.texts(one)) for one in range(number)])
    subprocess.run([*script, "queue", place.new("post_office"), str(sink.port)], input=queued, text=True, check=True)

    def turn() -> Mapping[str, float]:
        url = place.copy("post_office_turn", "post_office")
        done = json.loads(run([*script, "send", url, str(sink.port)]))
        return {"rate": done["sent"] / done["seconds"]}

    return lambda: counted(sink, number, turn, "django-post_office")
