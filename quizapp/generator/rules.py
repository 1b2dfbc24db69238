"""The writer by rules: the only one that needs nothing but the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Candidate, Context, Written
from quizapp.generator.progress import Progress, tracked

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material


class Rules:
    """Words facts and quotations by grammar alone."""

    name = "rules"

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """All candidates, those of each fact or quotation together."""
        written = tuple(one for item in tracked(material, progress) for one in self.word(item, context))
        return Written(written, len(written))

    def word(self, material: Material, context: Context) -> Iterable[Candidate]:
        """Candidates for one fact or quotation."""
        from quizapp.generator.appositions import Apposition, write_apposition
        from quizapp.generator.cloze_notes import write_cloze
        from quizapp.generator.facts import Fact
        from quizapp.generator.glosses import Gloss, write_gloss
        from quizapp.generator.passing import PassingFact, write_passing
        from quizapp.generator.questions import write_fact
        from quizapp.generator.quote_notes import write_quotation
        from quizapp.generator.result_questions import write_result
        from quizapp.generator.results import Result

        if isinstance(material, Fact):
            return (*write_fact(material, context), *write_cloze(material, context))
        if isinstance(material, PassingFact):
            return write_passing(material, context)
        if isinstance(material, Result):
            return write_result(material, context)
        if isinstance(material, Apposition):
            return write_apposition(material, context)
        if isinstance(material, Gloss):
            return write_gloss(material, context)
        return write_quotation(material, context)


rules = Rules()
