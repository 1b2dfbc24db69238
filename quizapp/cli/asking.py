"""The verb that asks for answers somebody pointed at."""

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from quizapp.cli.command import complain
from quizapp.cli.files import print_line, read_bytes, writing
from quizapp.errors import InputError

_EXAMPLE = """\b
Example: quizapp ask spans.jsonl
  {"text": "Ada Bell opened a mill.", "start": 0, "end": 8}
  {"question": "Who opened a mill?", "score": 0.9}"""


@click.command(epilog=_EXAMPLE)
@click.argument("spans", metavar="SPANS.jsonl")
@click.option(
    "--writer", type=click.Choice(["rules"]), default="rules", show_default=True, help="Who words the questions."
)
@click.pass_context
def ask(context: click.Context, spans: str, writer: str) -> None:
    """Ask for given answers: a question for each line of SPANS.jsonl (- reads standard input).

    A line is {"text", "start", "end"}: a text and where the answer stands in it, in characters, the end not included.
    Prints, in order, {"question", "score"} for each, or {"question": null, "reason"} when none comes out or the line
    can't be read.
    """
    from quizapp.config import read_pipeline_name
    from quizapp.exchange.cards_json import json_line
    from quizapp.exchange.spans_json import read_span, split_lines
    from quizapp.generator.span_questions import SpanQuestion
    from quizapp.services.span_questions import make_asker

    lines = split_lines(read_bytes(spans, whole=True))
    ask_about = make_asker(read_pipeline_name())
    bad: list[int] = []
    with writing(None) as out:
        for number, line in enumerate(_with_progress(lines), 1):
            given: dict[str, object]
            try:
                span = read_span(line)
                asked = ask_about(span.text, span.start, span.end)
            except InputError as error:
                bad.append(number)
                given = {"question": None, "reason": error.message}
            else:
                if isinstance(asked, SpanQuestion):
                    given = {"question": asked.question, "score": asked.score}
                else:
                    given = {"question": None, "reason": asked.reason}
            print_line(out, json_line(given))
    if bad:
        others = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
        complain(f"quizapp: {spans}: line {bad[0]}{others} can't be used; the reasons are in the output.")
    context.exit(1 if bad else 0)


def _with_progress(lines: Sequence[bytes]) -> Iterable[bytes]:
    if len(lines) < 2 or not sys.stderr.isatty():
        return lines
    return _bar(lines)


def _bar(lines: Sequence[bytes]) -> Iterator[bytes]:
    with click.progressbar(lines, label="Questions", file=sys.stderr, show_pos=True) as bar:
        yield from bar
