"""A wheel carries all that the program needs, so that `pip install` of it and `outreach run` work."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

from outreach import paths

pytestmark = [pytest.mark.no_database, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; the files that git ignores do not count as there."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, tracked.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_it_carries_pages_styles_fonts_catalogues_and_migrations(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())

    assert _files(paths.TEMPLATES, "*", "outreach/templates") <= held
    assert _files(paths.STATIC, "*", "outreach/static") <= held
    assert _files(paths.MIGRATIONS, "*", "outreach/migrations") <= held
    assert _files(paths.TRANSLATIONS, "*.mo", "outreach/translations") <= held
    assert "config.py" in held


def test_installed_somewhere_else_it_runs(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    here = sysconfig.get_path("purelib")
    there = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # Our environments are made without pip; uv does the same here.
    install = [
        find_uv_bin(),
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        str(python),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    # The libraries are those of the tests: nothing is downloaded. Its own files come first on the path.
    (Path(there) / "libraries.pth").write_text(here + "\n", encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "INSTANCE_DIR": str(tmp_path / "instance")}
    outreach = tmp_path / "venv" / "bin" / "outreach"

    usage = subprocess.run(
        [outreach, "--help"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    upgraded = subprocess.run(
        [outreach, "db", "upgrade"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert usage.returncode == 0, usage.stderr
    assert "Run the petition page and the desk" in usage.stdout
    assert upgraded.returncode == 0, upgraded.stderr
    assert (tmp_path / "instance" / "outreach.db").stat().st_size > 0


def _files(folder: Path, pattern: str, place: str) -> set[str]:
    found = (path for path in folder.rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return {f"{place}/{path.relative_to(folder).as_posix()}" for path in found}
