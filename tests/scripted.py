"""Writers that write what a test tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate, Context, Written
from quizapp.generator.progress import Progress
from quizapp.notes import NoteType


@dataclass
class ScriptedWriter:
    """Asks each of the ``questions`` for the words of the article that are its key, where they are there."""

    name: str
    questions: Mapping[str, str] = field(default_factory=dict)
    unsupported: int = 0
    problem: str | None = None
    tokens: int | None = None

    def write(self, material: Sequence[object], context: Context, progress: Progress | None) -> Written:
        text = context.parsed.article.text
        found = []
        for answer, question in self.questions.items():
            at = text.find(answer)
            for number, sentence in enumerate(context.parsed.sentences):
                if sentence.span.start <= at < sentence.span.end:
                    evidence = Evidence(sentence.span, Span(at, at + len(answer)))
                    fields = {"Question": question, "Answer": answer}
                    found.append(Candidate(NoteType.BASIC, fields, (evidence,), "object", ("name",), number, number))
        return Written(found, len(found) + self.unsupported, self.unsupported, self.problem, self.tokens)
