"""An application of ours with one open petition, its pages published."""

import sys
from pathlib import Path

from benchmarks.programs import ROOT, our_environment, run

SLUG = "free-my-father"
PAGE = f"/petitions/{SLUG}"


def open_petition(folder: Path, url: str) -> dict[str, str]:
    """Make the database at `url` and an instance in `folder`, publish a petition there, and return the environment."""
    environment = our_environment(INSTANCE_DIR=str(folder), DATABASE_URL=url, TRIAL_MODE="off")
    run([sys.executable, "-m", "benchmarks.petition"], environment, cwd=ROOT)
    if not published_page(folder).is_file():
        sys.exit("The petition was not published, so nothing can be measured.")
    return environment


def published_page(folder: Path) -> Path:
    """Return where the page is published under the instance folder."""
    return folder / "published" / PAGE[1:] / "index.html"


def main() -> None:
    """Open the petition with the settings of the environment, by the commands that everybody uses."""
    from flask.cli import ScriptInfo  # noqa: PLC0415 - only in the process of its own

    from outreach import create_app  # noqa: PLC0415 - as above
    from outreach.cli import cli  # noqa: PLC0415 - as above

    file = ROOT / "outreach" / "demo" / "petition.en.md"
    app = create_app()
    for words in (
        ["upgrade"],
        ["petitions", "import", str(file), "--slug", SLUG, "--language", "en"],
        ["worker", "--drain"],
    ):
        cli.main(words, "outreach", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


if __name__ == "__main__":
    main()
