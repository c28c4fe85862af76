"""`python -m benchmarks [send] [page] [sign]`: measure all figures, or those of the named files, one JSON line each."""

import sys

from benchmarks import page, send, sign
from benchmarks.harness import tell

FIGURES = {"send": send.main, "page": page.main, "sign": sign.main}


def main(names: list[str]) -> None:
    """Measure what is named; everything when nothing is."""
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        tell(f"There is no benchmark “{unknown[0]}”. Choose among: {', '.join(FIGURES)}.")
        sys.exit(2)
    for name in names or FIGURES:
        FIGURES[name]([])


if __name__ == "__main__":
    main(sys.argv[1:])
