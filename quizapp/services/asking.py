"""Questions for answers that somebody pointed at; the language pipeline is loaded at the first one."""

from collections import OrderedDict
from collections.abc import Callable

from quizapp.errors import InputError
from quizapp.generator.language import load_pipeline
from quizapp.generator.span_questions import Declined, Prepared, SpanQuestion, ask, prepare

AskAbout = Callable[[str, int, int], SpanQuestion | Declined]

# The longest text a question is asked about, in characters: longer ones are no article.
LONGEST_TEXT = 500_000
_KEPT = 16


def make_asker(pipeline_name: str) -> AskAbout:
    """A function from a text and a span of it (code points) to the question that the span answers, or why none.

    A text is parsed once for spans that follow each other. Raises `InputError` for a text that is too long, and
    `SetupError` when the pipeline is not installed.
    """
    known: OrderedDict[str, Prepared] = OrderedDict()

    def ask_about(text: str, start: int, end: int) -> SpanQuestion | Declined:
        if len(text) > LONGEST_TEXT:
            raise InputError(f"the text has more than {LONGEST_TEXT:,} characters: cut it into parts")
        if text not in known:
            known[text] = prepare(text, load_pipeline(pipeline_name))
            if len(known) > _KEPT:
                known.popitem(last=False)
        known.move_to_end(text)
        return ask(known[text], start, end)

    return ask_about
