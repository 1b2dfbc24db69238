"""Questions for answers that somebody pointed at; the language pipeline is loaded at the first one."""

from collections import OrderedDict
from collections.abc import Callable

from quizapp.errors import InputError
from quizapp.exchange.language import detect_language
from quizapp.generator.language import load_pipeline
from quizapp.generator.span_questions import Declined, Prepared, SpanQuestion, ask, prepare

AskAbout = Callable[[str, int, int], SpanQuestion | Declined]

# The longest text a question is asked about, in characters: longer ones are no article.
LONGEST_TEXT = 500_000
_KEPT = 16
# A shorter text says too little to be sure of its language.
_TELLING_LENGTH = 150


def make_asker(pipeline_name: str) -> AskAbout:
    """A function from a text and a span of it (code points) to the question that the span answers, or why none.

    A text is parsed once for spans that follow each other; one in another language than the pipeline's gets no
    question. Raises `InputError` for a text that is too long, and
    `SetupError` when the pipeline is not installed.
    """
    known: OrderedDict[str, Prepared | Declined] = OrderedDict()

    def ask_about(text: str, start: int, end: int) -> SpanQuestion | Declined:
        if len(text) > LONGEST_TEXT:
            raise InputError(f"the text has more than {LONGEST_TEXT:,} characters: cut it into parts")
        if text not in known:
            known[text] = _prepared(text, pipeline_name)
            if len(known) > _KEPT:
                known.popitem(last=False)
        known.move_to_end(text)
        prepared = known[text]
        return prepared if isinstance(prepared, Declined) else ask(prepared, start, end)

    return ask_about


def _prepared(text: str, pipeline_name: str) -> Prepared | Declined:
    nlp = load_pipeline(pipeline_name)
    language = detect_language(text) if len(text) >= _TELLING_LENGTH else None
    if language is not None and language != (nlp.lang or "en"):
        return Declined("the text is in another language than questions can be asked in")
    return prepare(text, nlp)
