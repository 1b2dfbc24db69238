"""What two readers said of each card, kept by a hash of the card, and the figures that come of it."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizapp.article import Article
from tests.quality.coverage import asks
from tests.quality.figures import Outcome
from tests.quality.values import CLOZE, ScoredCard

FOLDER = Path(__file__).resolve().parent / "judgements"
VERDICTS = ("keep", "edit", "drop")
JUDGES = ("a", "b")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reader's word on one card. ``is_false``: it states or asks what the article does not say."""

    verdict: str
    is_false: bool = False


UNJUDGED = Judgement("drop")
Judgements = Mapping[str, Judgement]
"""A judge's words, by the card's key."""


def card_key(card: ScoredCard, article: Article) -> str:
    """A hash of all that a judge sees of the card."""
    evidence = (" ".join(part.span.of(article.text).split()) for part in card.evidence)
    return hashlib.sha256("\n".join((card.question, card.answer, *evidence)).encode()).hexdigest()[:16]


def load_judgements(folder: Path = FOLDER) -> dict[str, dict[str, Judgement]]:
    """The words of each judge; a judge without a file has said nothing."""
    return {judge: _load(folder / f"{judge}.tsv") for judge in JUDGES}


def judged_figures(outcomes: Sequence[Outcome], judgements: Mapping[str, Judgements]) -> dict[str, float]:
    """The shares of the cards that the lower of the judges keeps, does not drop, and finds true.

    With "-uncapped" the same of the cards without a cap. judged-kappa: Cohen's kappa of the verdicts on the cards that
    both judged (1.0 of none). judged-seen: share of the cards that both judged. coverage-kept: share of the labelled
    facts that a question asks which both judges keep.
    """
    cards = [(card_key(card, o.source.article), card) for o in outcomes for card in o.cards]
    uncapped = [card_key(card, o.source.article) for o in outcomes for card in o.uncapped]
    capped = [key for key, _ in cards]
    return {
        **_shares(capped, judgements, ""),
        **_shares(uncapped, judgements, "-uncapped"),
        "judged-kappa": kappa(sorted({*capped, *uncapped}), judgements),
        "judged-seen": _share(sum(all(key in said for said in judgements.values()) for key in capped), len(capped)),
        "coverage-kept": _coverage_kept(outcomes, judgements),
    }


def interval(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share of ``count`` cards, at 95% by default (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, (middle - half) / (1 + z * z / count)), min(1.0, (middle + half) / (1 + z * z / count))


def interval_lines(figures: Mapping[str, float], outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each judged share with its 95% interval, for the report."""
    counts = {"": sum(len(o.cards) for o in outcomes), "-uncapped": sum(len(o.uncapped) for o in outcomes)}
    lines = []
    for suffix, count in counts.items():
        for name in ("judged-keep", "judged-not-dropped", "judged-true"):
            share = figures[f"{name}{suffix}"]
            low, high = interval(share, count)
            lines.append(f"{name}{suffix} {share:.3f} of {count} cards, 95% interval {low:.3f} to {high:.3f}")
    return lines


def kappa(keys: Iterable[str], judgements: Mapping[str, Judgements]) -> float:
    """Cohen's kappa of two judges' verdicts over the cards that both judged: 0 is chance, 1 is full agreement."""
    first, second = judgements.values()
    pairs = [(first[key].verdict, second[key].verdict) for key in keys if key in first and key in second]
    if not pairs:
        return 1.0
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[verdict] * others[verdict] for verdict in VERDICTS) / len(pairs) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def _shares(keys: Sequence[str], judgements: Mapping[str, Judgements], suffix: str) -> dict[str, float]:
    said = [[judge.get(key, UNJUDGED) for key in keys] for judge in judgements.values()]
    return {
        f"judged-keep{suffix}": min(_share(sum(j.verdict == "keep" for j in one), len(one)) for one in said),
        f"judged-not-dropped{suffix}": min(_share(sum(j.verdict != "drop" for j in one), len(one)) for one in said),
        f"judged-true{suffix}": min(_share(sum(not j.is_false for j in one), len(one)) for one in said),
    }


def _coverage_kept(outcomes: Sequence[Outcome], judgements: Mapping[str, Judgements]) -> float:
    asked = facts = 0
    for outcome in outcomes:
        kept = [
            card
            for card in outcome.cards
            if card.note_type != CLOZE
            and all(
                said.get(card_key(card, outcome.source.article), UNJUDGED).verdict == "keep"
                for said in judgements.values()
            )
        ]
        facts += len(outcome.source.facts)
        asked += sum(any(asks(card, fact) for card in kept) for fact in outcome.source.facts)
    return _share(asked, facts)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _load(path: Path) -> dict[str, Judgement]:
    return parse_judgements(path.read_text(encoding="utf-8"), path.name) if path.exists() else {}


def parse_judgements(text: str, name: str) -> dict[str, Judgement]:
    """Judgements of lines "key TAB verdict [TAB false]"; raises `ValueError` naming the line that is none."""
    said = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, verdict, *rest = [cell.strip() for cell in line.split("\t")]
        if verdict not in VERDICTS or any(cell not in ("", "false") for cell in rest[:1]):
            raise ValueError(f"{name}:{number}: not 'key<TAB>keep|edit|drop[<TAB>false]': {line!r}")
        said[key] = Judgement(verdict, is_false=rest[:1] == ["false"])
    return said


def write_sheet(outcomes: Sequence[Outcome], seen: Judgements, folder: Path) -> int:
    """Write what ``seen`` lacks under ``folder``, a file an article: its text, then its cards mixed. How many cards."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for outcome in outcomes:
        article = outcome.source.article
        new = {card_key(card, article): card for card in (*outcome.cards, *outcome.uncapped)}
        new = {key: card for key, card in sorted(new.items()) if key not in seen}
        if new:
            page = [f"# {article.title or outcome.source.name}", f"Published: {article.published or 'not known'}", ""]
            page += [article.text, "", "# Cards", ""]
            page += [line for key, card in new.items() for line in _sheet_lines(key, card, article)]
            (folder / f"{outcome.source.name}.txt").write_text("\n".join(page), encoding="utf-8")
            count += len(new)
    return count


def _sheet_lines(key: str, card: ScoredCard, article: Article) -> list[str]:
    evidence = " // ".join(" ".join(part.span.of(article.text).split()) for part in card.evidence)
    lines = [f"[{key}] {card.question}", f"    = {card.answer}"]
    if card.choices:
        lines.append(f"    choices: {' | '.join(card.choices)}")
    return [*lines, f"    evidence: {evidence}", ""]


def record(judge: str, answers: Path, folder: Path = FOLDER) -> int:
    """Add the answers to the judge's file, which stays sorted by key; how many are new."""
    path = folder / f"{judge}.tsv"
    known = _load(path)
    said = known | parse_judgements(answers.read_text(encoding="utf-8"), answers.name)
    lines = (f"{key}\t{one.verdict}\t{'false' if one.is_false else ''}".rstrip("\t") for key, one in said.items())
    path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return len(said) - len(known)
