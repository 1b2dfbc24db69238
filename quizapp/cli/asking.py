"""The verb that asks for answers somebody pointed at."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from quizapp.cli.command import complain
from quizapp.cli.files import print_line, read_bytes, writing
from quizapp.cli.writers import chosen, model_option
from quizapp.config import RULES, read_pipeline_name, read_writer_settings
from quizapp.errors import InputError, QuizError
from quizapp.exchange.spans_json import PointedAt, read_span, split_lines

_TOGETHER = 32
"""So many lines are asked about at once: enough for the small model, and soon enough seen."""

_EXAMPLE = """\b
Example: quizapp ask spans.jsonl
  {"text": "Ada Bell opened a mill.", "start": 0, "end": 8}
  {"question": "Who opened a mill?", "score": 0.97}"""


@click.command(epilog=_EXAMPLE)
@click.argument("spans", metavar="SPANS.jsonl")
@click.option(
    "--writer",
    metavar="NAME",
    default=RULES,
    show_default=True,
    help="Who words the questions: rules, neural (a small model on this computer), endpoint (the model at"
    " QUIZAPP_MODEL_URL) or the address of a model's server, such as http://127.0.0.1:11434/v1.",
)
@model_option
@click.pass_context
def ask(context: click.Context, spans: str, writer: str, model: str | None) -> None:
    """Ask for given answers: a question for each line of SPANS.jsonl (- reads standard input).

    A line is {"text", "start", "end"}: a text and where the answer stands in it, in characters, the end not included.
    Prints, in order, {"question", "score"} for each, or {"question": null, "reason"} when none comes out or the line
    can't be read. A server is sent the sentence that holds the answer and the start of the one before.
    """
    from quizapp.exchange.cards_json import json_line
    from quizapp.generator.span_questions import Declined
    from quizapp.services.span_questions import make_asker

    choice = chosen(writer, model, read_writer_settings(), option="--writer")
    if len(choice.names) > 1:
        raise click.UsageError("--writer: one writer words the questions: name one.")
    lines = split_lines(read_bytes(spans, whole=True))
    asker = make_asker(read_pipeline_name(), choice.names[0], endpoint=choice.endpoint)
    all_read = [_read(line) for line in lines]
    tokens = asker.estimate([span for span in all_read if not isinstance(span, InputError)])
    takes = "" if tokens is None else f" That takes the model about {tokens:,} tokens, its answers among them."
    if choice.notice is not None:
        complain(f"quizapp: {choice.notice}{takes}")
    bad: list[int] = []
    unasked: list[QuizError] = []
    with writing(None) as out, _progress(len(lines)) as done:
        for start in range(0, len(lines), _TOGETHER):
            read = all_read[start : start + _TOGETHER]
            asked = iter(asker.ask([span for span in read if not isinstance(span, InputError)]))
            for number, span in enumerate(read, start + 1):
                answer = span if isinstance(span, InputError) else next(asked)
                if isinstance(answer, QuizError):
                    if isinstance(answer, InputError):
                        bad.append(number)
                    else:
                        unasked.append(answer)
                    print_line(out, json_line({"question": None, "reason": answer.message}))
                elif isinstance(answer, Declined):
                    print_line(out, json_line({"question": None, "reason": answer.reason}))
                else:
                    print_line(out, json_line({"question": answer.question, "score": answer.score}))
            done(len(read))
    if (counted := asker.tokens()) is not None:
        complain(f"quizapp: {choice.titles[0]}: {counted:,} tokens.")
    if bad:
        others = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
        complain(f"quizapp: {spans}: line {bad[0]}{others} can't be used; the reasons are in the output.")
    if unasked:
        count = "1 line has" if len(unasked) == 1 else f"{len(unasked):,} lines have"
        complain(f"quizapp: {spans}: {count} no question: {unasked[0].message}")
    context.exit(1 if bad or unasked else 0)


def _read(line: bytes) -> PointedAt | InputError:
    try:
        return read_span(line)
    except InputError as error:
        return error


@contextmanager
def _progress(lines: int) -> Iterator[Callable[[int], None]]:
    """What is told how many more lines are done, and shows it where a person can see it."""
    if lines < 2 or not sys.stderr.isatty():
        yield lambda more: None
        return
    with click.progressbar(length=lines, label="Questions", file=sys.stderr, show_pos=True) as bar:
        yield bar.update
