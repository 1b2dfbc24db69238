"""Deck files: a deck as YAML that people can read, write and keep under version control.

    format: quizapp deck 1            # optional when written by hand
    title: The deck's name            # levels split by ::
    description: What it is about     # optional, as are all parts of source
    source: {title: ..., author: ..., url: ..., published: 2025-01-28}
    notes:
    - guid: k3jd82hf7q2a              # the note's identity; its progress hangs on it
      type: basic                     # basic, basic-reversed, cloze, quote or choice
      fields:                         # those of the type; empty ones may be left out
        Question: ...
        Answer: ...
      evidence: The sentence that proves it.
      source: Title, 28 January 2025  # only when it is not the deck's
      link: https://...               # only when it is not the deck's
      tags: [people, 2025]
      writer: neural                  # the model that worded it, where one did
      modified: 2025-01-28T09:30:00Z  # when the note was last changed

Every value is the text as written, quoted or not: an answer of 1995 or no needs no quotes. docs/deck-format.md tells
the fields of each type. What `write_deck` writes, `read_deck` reads back the same.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC

import yaml
from yaml.resolver import Resolver

from quizapp.errors import InputError
from quizapp.exchange.deckfile_reading import FORMAT, MAX_BYTES, DeckReader
from quizapp.notes import Deck, DeckNote, Source, source_line

__all__ = ["FORMAT", "MAX_BYTES", "decode_deck", "read_deck", "write_deck"]

_HEADER = "# A deck for quizapp; docs/deck-format.md tells how to write one.\n"
_WIDTH = 2**30
"""Longer than any line: a folded line is hard to edit."""
_CLEAN = re.compile("[\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]*")
"""Characters that YAML keeps as they are; all others are written as escapes."""


def read_deck(text: str, *, name: str) -> Deck:
    """The deck in a deck file's text; `InputError` names the file, the line, the field and what to do."""
    return DeckReader(" ".join(name.split())).read(text)


def decode_deck(data: bytes, *, name: str) -> Deck:
    """The deck in a deck file's bytes, which are UTF-8."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB, the most a deck file can have: split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: characters that are not UTF-8: save the file as UTF-8.") from error
    return read_deck(text, name=name)


def write_deck(deck: Deck) -> str:
    """The deck file of ``deck``: the same text for the same deck, nothing lost."""
    parts: list[tuple[str, yaml.Node]] = [("format", _text(FORMAT)), ("title", _text(deck.name))]
    if deck.description:
        parts.append(("description", _text(deck.description)))
    if deck.source is not None:
        parts.append(("source", _source(deck.source)))
    parts.append(("notes", _sequence([_note(note, deck.source) for note in deck.notes])))
    body = yaml.serialize(_mapping(parts), Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH)
    return _HEADER + re.sub(r"(?m)^- ", "\n- ", body).replace("notes:\n\n- ", "notes:\n- ", 1)


def _source(source: Source) -> yaml.Node:
    values = {"title": source.title, "author": source.author, "url": source.url}
    parts: list[tuple[str, yaml.Node]] = [(key, _text(value)) for key, value in values.items() if value is not None]
    if source.published is not None:
        parts.append(("published", _moment(source.published)))
    return _mapping(parts, flow=not parts)


def _note(note: DeckNote, source: Source | None) -> yaml.Node:
    own = [(name, _text(note.fields[name])) for name in note.note_type.own_fields if note.fields.get(name)]
    parts: list[tuple[str, yaml.Node]] = [
        ("guid", _text(note.guid)),
        ("type", _text(note.note_type.value)),
        ("fields", _mapping(own)),
    ]
    if note.fields.get("Evidence"):
        parts.append(("evidence", _text(note.fields["Evidence"])))
    for key, value in _differing(note.fields, source).items():
        parts.append((key, _text(value)))
    if note.tags:
        parts.append(("tags", _sequence([_text(tag) for tag in note.tags], flow=True)))
    if note.writer:
        parts.append(("writer", _text(note.writer)))
    modified = note.modified.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    parts.append(("modified", _moment(f"{modified.isoformat()}Z")))
    return _mapping(parts)


def _differing(fields: Mapping[str, str], source: Source | None) -> dict[str, str]:
    """Where the note comes from, as far as it is not what the deck's source says."""
    usual = {"source": source_line(source) if source else "", "link": (source.url or "") if source else ""}
    given = {"source": fields.get("Source", ""), "link": fields.get("Link", "")}
    return {key: value for key, value in given.items() if value != usual[key]}


def _text(value: str) -> yaml.Node:
    style = None
    if not _CLEAN.fullmatch(value):
        style = '"'
    elif "\n" in value:
        ragged = value[0] in " \n" or value.endswith("\n\n") or re.search(r" (?:\n|\Z)", value)
        style = '"' if ragged else "|"
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


def _moment(value: str) -> yaml.Node:
    """A date or time without quotes."""
    tag = Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, value)


def _mapping(parts: Sequence[tuple[str, yaml.Node]], *, flow: bool = False) -> yaml.Node:
    return yaml.MappingNode(
        "tag:yaml.org,2002:map", [(_text(key), value) for key, value in parts], flow_style=flow or not parts
    )


def _sequence(items: Sequence[yaml.Node], *, flow: bool = False) -> yaml.Node:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", list(items), flow_style=flow or not items)
