"""Practice and the real campaign: which of the two `outreach run` serves, and how the real one begins."""

from pathlib import Path

from outreach.settings import settings

PRACTICE, REAL = "practice", "real"


def root_dir() -> Path:
    """Return the instance folder that holds both campaigns, whichever of them this application is."""
    return settings().instance_dir.parent if settings().practice else settings().instance_dir


def chosen(root: Path) -> str | None:
    """Return which campaign was chosen in the instance folder `root`; None before the first choice."""
    try:
        return (root / "campaign").read_text(encoding="utf-8").strip()
    except OSError:
        return None


def choose(root: Path, campaign: str) -> None:
    """Serve `campaign` from now on; a running `outreach run` notices within a second."""
    draft = root / ".campaign"
    draft.write_text(campaign + "\n", encoding="utf-8")
    draft.replace(root / "campaign")
