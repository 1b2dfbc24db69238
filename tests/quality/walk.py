"""``python -m tests.quality.walk ARTICLE [--find WORDS]``: what each stage of the generator makes of an article.

For whoever works on a stage, and for docs/generator.md. ``--find`` shows only the sentences that hold the words.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizapp.article import Article
from quizapp.exchange.articles import read_article
from quizapp.generator import pipeline
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.checks import reason_against
from quizapp.generator.facts import Fact
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import Mentions, find_mentions
from quizapp.generator.passing import PassingFact
from quizapp.generator.quotes import Quotation, find_quotations
from quizapp.generator.ranking import scored
from quizapp.generator.rules import rules
from quizapp.generator.sentences import Parsed, Sentence, parse
from tests.quality.corpus import without_source_line


def walk(article: Article, find: str = "") -> Iterator[str]:
    """The lines to print: stage by stage for each sentence that holds ``find``."""
    nlp = load_pipeline()
    parsed = parse(article, nlp)
    mentions = find_mentions(parsed)
    quotations = find_quotations(parsed, mentions)
    context = pipeline._context(parsed, mentions, quotations, pipeline.DEFAULTS)
    facts = list(pipeline._facts(parsed, mentions, quotations, progress=None))
    kept = {(card.question, card.answer) for note in pipeline.generate(article, nlp=nlp).notes for card in note.cards()}
    yield f"date {parsed.published or 'not known'}, place {parsed.place or 'not known'}"
    for sentence in parsed.sentences:
        if find.casefold() not in sentence.span.of(article.text).casefold():
            continue
        material = [item for item in facts if item.sentence == sentence]
        said = [item for item in quotations if sentence.span.contains(item.spans[0])]
        yield from _of_sentence(sentence, [*material, *said], mentions, parsed)
        for item in (*said, *material):
            for candidate in rules.word(item, context):
                yield from _of_candidate(candidate, context, kept)


def _of_sentence(sentence: Sentence, material: Sequence[object], mentions: Mentions, parsed: Parsed) -> Iterator[str]:
    yield ""
    yield f"1 sentence {sentence.index}, paragraph {sentence.paragraph}, {sentence.kind}: " + " ".join(
        sentence.span.of(parsed.article.text).split()
    )
    yield "  parse: " + " ".join(f"{token.text}/{token.dep_}" for token in sentence.tokens)
    named = {
        token.text: entity.name
        for token in sentence.tokens
        if (entity := mentions.entity_of(token)) is not None and token.text not in entity.name.split()
    }
    if named:
        yield "3 mentions: " + "; ".join(f"{word} = {name}" for word, name in named.items())
    for item in material:
        if isinstance(item, Quotation):
            yield f"2 quotation ({item.kind}) by {item.speaker}, {item.role}, {item.occasion}: {item.text}"
        elif isinstance(item, Fact):
            clause = item.clause
            verb = " ".join(word for word, _ in clause.group)
            parts = "; ".join(f"{part.role.value}: {part.words.text}" for part in clause.parts)
            source = f" (says {item.source.text})" if item.source is not None else ""
            yield f"4 fact ({clause.kind}): {clause.subject.words.text} | {verb} | {parts}{source}"
        elif isinstance(item, PassingFact):
            yield f"4 in passing: {item.kind}{f' of {item.entity.name}' if item.entity else ''}"
        else:
            yield f"4 in passing: {type(item).__name__.lower()}"


def _of_candidate(candidate: Candidate, context: Context, kept: set[tuple[str, str]]) -> Iterator[str]:
    reason = reason_against(candidate, context)
    faces = [
        (candidate.fields[face.question], candidate.fields[face.answer])
        for face in candidate.note_type.faces
        if candidate.fields.get(face.question)
    ]
    if not faces:
        yield f"5 nothing to ask: {reason}"
    for face in faces:
        verdict = f"6 rejected: {reason}" if reason else f"7 score {scored(candidate, context).score:.2f}"
        shown = "" if reason else ", shown" if face in kept else ", left out"
        yield f"5 {candidate.kind}: {face[0]} = {face[1]}  [{verdict}{shown}]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the walk through one article file."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.walk")
    parser.add_argument("article", type=Path)
    parser.add_argument("--find", default="", metavar="WORDS", help="only sentences that hold these words")
    parser.add_argument("--published", metavar="DATE", help="the article's date, where it doesn't say")
    options = parser.parse_args(arguments)
    source = without_source_line(options.article.read_text(encoding="utf-8"))
    article = read_article(source.encode(), name=options.article.name, published=options.published)
    print("\n".join(walk(article, options.find)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
