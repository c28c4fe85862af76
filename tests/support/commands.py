"""The `outreach` command as a process of its own, as a person in a shell runs it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OUTREACH = [sys.executable, "-m", "outreach"]


class Shell:
    """Runs commands in one environment, one after the other."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment, self.folder = {**environment, "PYTHONPATH": str(ROOT)}, folder

    def __call__(self, *words: object, **settings: str) -> str:
        """Run `outreach words…` and return what it printed; it must succeed."""
        done = self.run(*words, **settings)
        assert done.returncode == 0, f"outreach {' '.join(map(str, words))}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def json(self, *words: object) -> Any:
        """Run `outreach words… --json` and return what it printed, read."""
        return json.loads(self(*words, "--json"))

    def run(self, *words: object, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `outreach words…`, whatever comes of it."""
        return subprocess.run(
            [*OUTREACH, *map(str, words)],
            cwd=self.folder,
            env=self.environment | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def begin(self, *words: object, log: Path) -> subprocess.Popen[bytes]:
        """Start `outreach words…` and leave it running, in a group of its own; what it says goes to `log`."""
        with log.open("ab") as output:
            return subprocess.Popen(
                [*OUTREACH, *map(str, words)],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
