# ruff: noqa: E501 - prose on lines of its own
"""An article of our own, wholly invented, and a generator that finds known things in it."""

from quizapp.article import Article, Evidence, Span
from quizapp.generator.pipeline import Generated, Rejected
from quizapp.notes import Note, NoteType, Wording, make_guid
from quizapp.services.generation import LanguageError
from tests.exchange.documents import made

TITLE = "Invented: Port Amsel swaps its ferry for a cable car"
TEXT = """The town council of Port Amsel voted on 3 March 2024 to replace its ferry with a cable car. It will carry 1,200 people an hour across the Amsel strait, about three times as many as the ferry does.

Mayor Ida Lindqvist called the decision overdue. “We have been waiting for the fog to lift since 1987,” she told the council. The ferry stood still on 61 days last year because of fog, according to the harbour office.

The cable car will cost 48 million crowns. Half of that comes from the region; the rest is borrowed over 25 years.

Not everyone is pleased. Olaf Brenner, who has captained the ferry for 22 years, said that he would miss the gulls. A group of shopkeepers on the north bank plans to appeal.

The engineer in charge is ليلى حداد, who built the cable car over the Wadi Nour in 2019. She expects the first cabin to leave in June 2026.
"""

PAGE = made.page("".join(f"<p>{one}</p>" for one in TEXT.strip().split("\n\n"))).replace(made.TITLE, TITLE).encode()
"""The article as a page of the web."""

_FOUND = (
    # type, kind, answer as printed, evidence as printed, fields
    (NoteType.BASIC, "date", "3 March 2024", "The town council of Port Amsel voted on 3 March 2024 to replace its ferry with a cable car.",
     {"Question": "When did the town council of Port Amsel vote to replace its ferry with a cable car?", "Answer": "on 3 March 2024"}),
    (NoteType.CLOZE, "cloze", "1,200 people", "It will carry 1,200 people an hour across the Amsel strait, about three times as many as the ferry does.",
     {"Text": "The cable car of Port Amsel will carry [...] an hour across the Amsel strait.", "Answer": "1,200 people"}),
    (NoteType.QUOTE, "who-said", "the fog to lift", "“We have been waiting for the fog to lift since 1987,” she told the council.",
     {"Question": "Who told the council of Port Amsel: “We have been waiting for the fog to lift since 1987”?", "Speaker": "Ida Lindqvist",
      "Quotation": "Mayor Ida Lindqvist told the council of Port Amsel: “We have been waiting for [...] since 1987.”", "Missing words": "the fog to lift"}),
    (NoteType.CHOICE, "amount", "48 million crowns", "The cable car will cost 48 million crowns.",
     {"Question": "How much will the cable car of Port Amsel cost?", "Answer": "48 million crowns",
      "Choices": "25 million crowns\n48 million crowns\n61 million crowns\n96 million crowns"}),
    (NoteType.BASIC_REVERSED, "role", "Olaf Brenner", "Olaf Brenner, who has captained the ferry for 22 years, said that he would miss the gulls.",
     {"Question": "Who has captained the ferry of Port Amsel for 22 years (as of March 2024)?", "Answer": "Olaf Brenner",
      "Reverse question": "What did Olaf Brenner do for a living as of March 2024?", "Reverse answer": "captained the ferry of Port Amsel"}),
    (NoteType.BASIC, "subject", "ليلى حداد", "The engineer in charge is ليلى حداد, who built the cable car over the Wadi Nour in 2019.",
     {"Question": "Who is the engineer in charge of the cable car of Port Amsel?", "Answer": "ليلى حداد"}),
)  # fmt: skip

_OTHERS = {
    "date": (
        Wording({"Question": "On what day did Port Amsel decide for a cable car?", "Answer": "3 March 2024"}, "neural", 0.8),
        Wording({"Question": "When did the council vote to replace its ferry?", "Answer": "on 3 March 2024"}, "llama3", 0.7),
    ),
    "role": (
        Wording({"Reverse question": "What was Olaf Brenner's work as of March 2024?",
                 "Reverse answer": "captained the ferry of Port Amsel"}, "neural", 0.6),
    ),
}  # fmt: skip
"""Other wordings of what is found, by kind."""


def generate(article: Article) -> Generated:
    """The notes of `TEXT` that can be found in ``article``; no network, no model."""
    if "nothing usable" in article.text:
        return Generated(notes=(), quotations=(), rejected=())
    if article.language not in (None, "en"):
        raise LanguageError("This article is not in English, the one language quizapp reads.", field="text")
    notes = []
    for number, (note_type, kind, answer, evidence, fields) in enumerate(_FOUND):
        start = article.text.find(evidence)
        if start < 0:
            continue
        place = article.text.find(answer, start, start + len(evidence))
        notes.append(
            Note(
                guid=make_guid(article=article.identity, evidence=evidence, answer=answer, kind=kind),
                note_type=note_type,
                fields=fields,
                evidence=(Evidence(Span(start, start + len(evidence)), Span(place, place + len(answer))),),
                kind=kind,
                score=0.9 - number / 20,
                tags=(kind,),
                alternatives=_OTHERS.get(kind, ()),
            )
        )
    whole = article.text.find("The ferry stood still on 61 days last year")
    rejected = (
        Rejected("How many days did it stand still last year?", "61 days", "names nothing: what is 'it'?",
                 Evidence(Span(whole, whole + 42))),
    ) if whole >= 0 else ()  # fmt: skip
    return Generated(notes=tuple(notes), quotations=(), rejected=rejected)
