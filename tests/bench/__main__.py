"""``make bench``: a line a figure; leaves with 1 when one is beyond its limit."""

import argparse
import sys

from quizapp.errors import SetupError
from quizapp.writers.packaged import is_installed
from tests.bench.figures import FIGURES


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(FIGURES), metavar="NAME", help=f"one of {', '.join(FIGURES)}")
    only = parser.parse_args().only
    beyond = 0
    for name, measure in FIGURES.items():
        if only in (None, name):
            try:
                figure = measure()
            except SetupError as error:
                print(f"bench {name}: not measured: {error.message}", flush=True)
                beyond += is_installed()
                continue
            print(figure.line(), flush=True)
            beyond += figure.ratio > figure.limit
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
