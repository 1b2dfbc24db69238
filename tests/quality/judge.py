"""``python -m tests.quality.judge``: write what a judge has still to read, and keep what was said of it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.quality.__main__ import examined
from tests.quality.judging import JUDGES, load_judgements, record, write_sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """``sheet JUDGE FOLDER`` or ``record JUDGE FILE``; see judgements/README.md."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.judge")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, path in (("sheet", "folder"), ("record", "answers")):
        command = verbs.add_parser(verb)
        command.add_argument("judge", choices=JUDGES)
        command.add_argument(path, type=Path)
    verbs.choices["sheet"].add_argument("--writers", default="rules", metavar="NAMES", help="who words the cards")
    options = parser.parse_args(arguments)
    if options.verb == "record":
        print(f"{record(options.judge, options.answers)} new judgements of judge {options.judge}")
        return 0
    count = write_sheet(examined(options.writers), load_judgements()[options.judge], options.folder)
    print(f"{count} cards for judge {options.judge} in {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
