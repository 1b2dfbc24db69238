"""The deck in a deck file, every mistake told with its line and field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import yaml

from quizapp.article import check_published
from quizapp.errors import InputError
from quizapp.exchange.yaml_nodes import YamlError, compose
from quizapp.notes import NO_MODELS, Deck, DeckNote, NoteType, Source, fields_problem, source_line

FORMAT = "quizapp deck 1"
MAX_BYTES = 5_000_000
"""The largest deck file; about ten thousand notes."""

_DECK_KEYS = ("format", "title", "description", "source", "notes")
_SOURCE_KEYS = ("title", "author", "url", "published")
_NOTE_KEYS = ("guid", "type", "fields", "evidence", "source", "link", "tags", "writer", "modified")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_GUID = re.compile(r"[^\s\x00-\x1f\x7f]{1,64}")
_WRITER = re.compile(r"[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f\x85\u2028\u2029]{0,49}")
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
"""Anki counts time from its start."""


@dataclass(frozen=True, slots=True)
class DeckReader:
    """Reads one deck file; ``name`` stands in its errors."""

    name: str

    def read(self, text: str) -> Deck:
        """The deck, or `InputError` for the first mistake."""
        if len(text) > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            raise InputError(f"{self.name} is larger than {limit} MB, the most a deck file can have: split it.")
        try:
            root = compose(text)
        except YamlError as error:
            raise InputError(f"{self.name}, line {error.line}: not valid YAML: {error.problem}.") from error
        if root is None:
            raise InputError(f"{self.name} is empty: a deck file has a title and notes.")
        parts = self._mapping(root, "the file", _DECK_KEYS)
        if "format" in parts and self._text(parts["format"], "format") != FORMAT:
            raise self._error(parts["format"], "format", f"only '{FORMAT}' can be read")
        for key in ("title", "notes"):
            if key not in parts:
                raise self._error(root, key, "it is missing: add it")
        title = self._text(parts["title"], "title")
        if not title.strip():
            raise self._error(parts["title"], "title", "it is empty: write the deck's name")
        source = self._source(parts["source"]) if "source" in parts else None
        return Deck(
            name=title,
            notes=self._notes(parts["notes"], source),
            description=self._text(parts["description"], "description") if "description" in parts else "",
            source=source,
        )

    def _source(self, node: yaml.Node) -> Source:
        parts = self._mapping(node, "source", _SOURCE_KEYS)
        values = {key: self._text(part, f"source {key}") for key, part in parts.items()}
        if "url" in values:
            self._check_link(parts["url"], "source url", values["url"])
        if "published" in values:
            try:
                values["published"] = check_published(values["published"])
            except InputError as error:
                raise self._error(parts["published"], "source published", error.message.rstrip(".")) from error
        return Source(**values)

    def _notes(self, node: yaml.Node, source: Source | None) -> tuple[DeckNote, ...]:
        seen: dict[str, int] = {}
        notes = []
        for item in self._list(node, "notes"):
            note = self._note(item, source)
            if note.guid in seen:
                problem = f"'{note.guid}' is the guid of the note in line {seen[note.guid]} too: give each its own"
                raise self._error(item, "guid", problem)
            seen[note.guid] = _line(item)
            notes.append(note)
        return tuple(notes)

    def _note(self, node: yaml.Node, source: Source | None) -> DeckNote:
        parts = self._mapping(node, "note", _NOTE_KEYS)
        for key in ("guid", "type", "fields", "modified"):
            if key not in parts:
                raise self._error(node, key, "the note has none: add it")
        guid = self._text(parts["guid"], "guid")
        if not _GUID.fullmatch(guid):
            raise self._error(parts["guid"], "guid", "write 1 to 64 characters without spaces")
        note_type = self._note_type(parts["type"])
        values = self._mapping(parts["fields"], "fields", note_type.own_fields)
        fields = dict.fromkeys(note_type.fields, "")
        fields |= {key: self._text(value, key) for key, value in values.items()}
        problem = fields_problem(note_type, fields)
        if problem is not None:
            raise self._error(values.get(problem[0], parts["fields"]), problem[0], problem[1].rstrip("."))
        fields["Evidence"] = self._text(parts["evidence"], "evidence") if "evidence" in parts else ""
        fields["Source"] = source_line(source) if source else ""
        fields["Link"] = (source.url or "") if source else ""
        if "source" in parts:
            fields["Source"] = self._text(parts["source"], "source")
        if "link" in parts:
            fields["Link"] = self._text(parts["link"], "link")
            self._check_link(parts["link"], "link", fields["Link"])
        return DeckNote(
            guid=guid,
            note_type=note_type,
            fields=fields,
            modified=self._modified(parts["modified"]),
            tags=self._tags(parts["tags"]) if "tags" in parts else (),
            writer=self._writer(parts["writer"]) if "writer" in parts else "",
        )

    def _note_type(self, node: yaml.Node) -> NoteType:
        value = self._text(node, "type")
        try:
            return NoteType(value)
        except ValueError as error:
            known = ", ".join(one.value for one in NoteType)
            raise self._error(node, "type", f"there is no note type '{_short(value)}': write one of {known}") from error

    def _modified(self, node: yaml.Node) -> datetime:
        value = self._text(node, "modified")
        problem = f"'{_short(value)}' is not a time: write it like 2025-01-28T09:30:00Z"
        try:
            moment = datetime.fromisoformat(value.strip())
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self._error(node, "modified", problem) from error
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise self._error(node, "modified", problem)
        return moment.replace(microsecond=0)

    def _tags(self, node: yaml.Node) -> tuple[str, ...]:
        tags = []
        for item in self._list(node, "tags"):
            tag = self._text(item, "tags")
            if not tag.strip():
                raise self._error(item, "tags", "a tag is empty: write it or take it out")
            tags.append(tag)
        return tuple(tags)

    def _writer(self, node: yaml.Node) -> str:
        value = self._text(node, "writer")
        if not _WRITER.fullmatch(value) or value in NO_MODELS:
            raise self._error(node, "writer", f"'{_short(value)}' is no model: write its name, or leave the line out")
        return value

    def _check_link(self, node: yaml.Node, field: str, value: str) -> None:
        if value and not value.startswith(("http://", "https://")):
            raise self._error(node, field, f"'{_short(value)}' is not a web address: start it with https://")

    def _mapping(self, node: yaml.Node, field: str, known: Sequence[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, field, f"write it as 'name: value' lines ({', '.join(known)})")
        parts: dict[str, yaml.Node] = {}
        for key, value in node.value:
            label = key.value if isinstance(key, yaml.ScalarNode) else ""
            if label not in known:
                problem = f"there is no '{_short(label)}' here: use {', '.join(known)}"
                raise self._error(key, field, problem)
            if label in parts:
                raise self._error(key, label, "it is there twice: keep one")
            parts[label] = value
        return parts

    def _list(self, node: yaml.Node, field: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, field, "write it as a list, each item after '- '")
        items: list[yaml.Node] = node.value
        return items

    def _text(self, node: yaml.Node, field: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, field, "write it as text")
        value: str = node.value
        if _UNSTORABLE.search(value):
            raise self._error(node, field, "it holds a character that is not text: take it out")
        return value

    def _error(self, node: yaml.Node, field: str, problem: str) -> InputError:
        return InputError(f"{self.name}, line {_line(node)}, {field}: {problem}.")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _short(value: str) -> str:
    """``value`` on one line and short enough for a message."""
    words = " ".join(value.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
