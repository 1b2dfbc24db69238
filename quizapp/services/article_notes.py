"""What was generated from a version of an article becomes its drafts, beside what a person has decided already."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain, islice

from quizapp.article import Article, Evidence, Span
from quizapp.generator.pipeline import Generated, Rejected
from quizapp.notes import Note, NoteType, make_guid
from quizapp.services.accounts import accounts_from_json, accounts_to_json, kept_accounts
from quizapp.services.authors import Author
from quizapp.services.wordings import wordings_to_json
from quizapp.storage import articles, notes, owners
from quizapp.storage.article_rows import ArticleVersionRow, EvidenceRow
from quizapp.storage.database import DbSession
from quizapp.storage.rows import NoteRow

_AT_ONCE = 500
"""So many candidates are sent to the database together."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    note: Note
    status: str
    reason: str | None


def store_notes(
    session: DbSession, version: ArticleVersionRow, article: Article, generated: Generated, *, now: datetime
) -> None:
    """Store what was generated from the version, and what each writer did, within the transaction of the caller.

    A note that the owner has from another article is not added again: this article becomes one more source of it.
    What a person kept, dropped, edited or restored stays as it is, proved by this version too where its sentence still
    stands; drafts and rejects that nobody touched give way to the new ones.
    """
    owner_id = version.owner_id
    accounts = accounts_from_json(articles.find_accounts(session, owner_id, version.article_id) or ())
    kept = accounts_to_json(kept_accounts(accounts, generated.accounts))
    articles.set_accounts(session, owner_id, version.article_id, kept)
    guids = {candidate.note.guid for candidate in _candidates(article, generated)}
    in_order = iter(sorted(guids) if len(guids) > _AT_ONCE else ())
    while some_guids := list(islice(in_order, _AT_ONCE)):  # whoever shares notes with this article locks them so, too
        notes.notes_by_guid(session, owner_id, some_guids)
    before = notes.notes_of_article(session, owner_id, version.article_id, lock=True)
    type_ids = {note_type: id_ for id_, note_type in owners.note_types(session, owner_id).items()}
    _drop_untouched(session, owner_id, version.article_id, [row for row in before if row.guid not in guids])
    placed = enumerate(_candidates(article, generated))
    while some := {candidate.note.guid: (place, candidate) for place, candidate in islice(placed, _AT_ONCE)}:
        _store(session, version, some, type_ids, now=now)
    decided = [row.id for row in before if row.guid not in guids and not is_untouched(row)]
    _prove(session, version, _found_again(session, version, decided))


def _store(
    session: DbSession,
    version: ArticleVersionRow,
    candidates: Mapping[str, tuple[int, _Candidate]],
    type_ids: Mapping[NoteType, int],
    *,
    now: datetime,
) -> None:
    """Store the candidates, each with its place among all, and forget their new rows."""
    owner_id, article_id = version.owner_id, version.article_id
    rows = notes.notes_by_guid(session, owner_id, list(candidates))
    new: list[NoteRow] = []
    for guid, (place, candidate) in candidates.items():
        row = rows.get(guid)
        if row is None:
            row = rows[guid] = NoteRow(owner_id=owner_id, article_id=article_id, guid=guid, created_at=now)
            _fill(row, candidate, type_ids[candidate.note.note_type], place, now=now)
            new.append(row)
        elif row.article_id is None:  # its own article was deleted: this one takes its place
            row.article_id = article_id
        elif row.article_id == article_id and is_untouched(row):
            _fill(row, candidate, type_ids[candidate.note.note_type], place, now=row.created_at)
    session.add_all(new)
    session.flush()
    _prove(session, version, {rows[guid].id: one.note.evidence for guid, (_, one) in candidates.items()})
    for row in new:
        session.expunge(row)


def _prove(session: DbSession, version: ArticleVersionRow, proofs: Mapping[int, tuple[Evidence, ...]]) -> None:
    """Store the evidence of the notes in the version, where it isn't there yet."""
    there = {
        (part.note_id, part.start, part.end)
        for part in articles.evidence_of(session, version.owner_id, list(proofs))
        if part.version_id == version.id
    }
    rows = [
        row
        for note_id, evidence in proofs.items()
        for row in _evidence_rows(evidence, note_id, version)
        if (note_id, row.start_at, row.end_at) not in there
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        session.expunge(row)


def is_untouched(row: NoteRow) -> bool:
    """True for a draft or reject as it was generated: nobody has kept, dropped, edited or restored it."""
    if row.status not in ("draft", "rejected") or (row.status == "draft" and row.kind == "rejected"):
        return False
    return row.modified_at <= row.created_at


def _candidates(article: Article, generated: Generated) -> Iterator[_Candidate]:
    """The notes, then what was rejected, each once; made as they are asked for, since a book has tens of thousands."""
    seen: set[str] = set()
    drafts = (_Candidate(note, "draft", None) for note in generated.notes)
    others = (_Candidate(_rejected_note(one, article), "rejected", one.reason) for one in generated.rejected)
    for candidate in chain(drafts, others):
        if candidate.note.guid not in seen:
            seen.add(candidate.note.guid)
            yield candidate


def _rejected_note(rejected: Rejected, article: Article) -> Note:
    guid = make_guid(
        article=article.identity,
        evidence=rejected.evidence.span.of(article.text),
        answer=rejected.answer,
        kind="rejected",
        discriminator=rejected.question,
    )
    fields = {"Question": rejected.question, "Answer": rejected.answer}
    score = 0.0 if rejected.score is None else rejected.score
    return Note(guid, NoteType.BASIC, fields, (rejected.evidence,), "rejected", score, writer=rejected.writer)


def _fill(row: NoteRow, candidate: _Candidate, note_type_id: int, place: int, *, now: datetime) -> None:
    note = candidate.note
    row.note_type_id, row.kind, row.score = note_type_id, note.kind, note.score
    others = {name: asdict(Author(one)) for name, one in note.face_writers.items()}
    row.writer, row.authors = note.writer, others or None
    row.fields, row.fields_format, row.tags = dict(note.fields), "plain", list(note.tags)
    row.status, row.reason, row.position = candidate.status, candidate.reason, place
    row.alternatives = wordings_to_json(note.alternatives)
    row.modified_at = now.replace(microsecond=0)


def _drop_untouched(session: DbSession, owner_id: int, article_id: int, rows: Iterable[NoteRow]) -> None:
    """Delete the drafts and rejects that nobody touched; those that another article proves go over to it."""
    elsewhere = articles.other_articles(session, owner_id, article_id)
    gone = []
    for row in rows:
        if is_untouched(row) and row.article_id == article_id:
            if row.id in elsewhere:
                row.article_id = elsewhere[row.id]
            else:
                gone.append(row.id)
    session.flush()
    notes.delete_notes(session, gone)


def _found_again(
    session: DbSession, version: ArticleVersionRow, note_ids: list[int]
) -> Mapping[int, tuple[Evidence, ...]]:
    """Where the sentences that proved the notes in earlier versions stand in this one, for those that still do."""
    parts = articles.evidence_of(session, version.owner_id, note_ids)
    texts = articles.versions(session, version.owner_id, {part.version_id for part in parts})
    found: dict[int, tuple[Evidence, ...]] = {}
    for part in sorted(parts, key=lambda part: texts[part.version_id].number, reverse=True):
        before = texts[part.version_id]
        if before.article_id != version.article_id or before.id == version.id or part.note_id in found:
            continue
        span = _place_of(Span(part.start, part.end).of(before.text), version.text)
        if span is None:
            continue
        answer = None
        if part.answer_start is not None and part.answer_end is not None:
            words = Span(part.answer_start, part.answer_end).of(before.text)
            inside = _place_of(words, span.of(version.text))
            answer = Span(span.start + inside.start, span.start + inside.end) if inside else None
        found[part.note_id] = (Evidence(span, answer),)
    return found


def _place_of(words: str, text: str) -> Span | None:
    """Where ``words`` stand in ``text``, whatever the white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match = re.search(pattern, text) if pattern else None
    return Span(match.start(), match.end()) if match else None


def _evidence_rows(evidence: Iterable[Evidence], note_id: int, version: ArticleVersionRow) -> list[EvidenceRow]:
    return [
        EvidenceRow(
            owner_id=version.owner_id,
            note_id=note_id,
            version_id=version.id,
            start_at=part.span.start,
            end_at=part.span.end,
            answer_start=None if part.answer is None else part.answer.start,
            answer_end=None if part.answer is None else part.answer.end,
        )
        for part in {part.span: part for part in evidence}.values()
    ]
