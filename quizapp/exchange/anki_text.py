"""Anki's text format: notes as rows, with or without its header lines. https://docs.ankiweb.net/importing/text-files.html

    #separator:tab
    #html:true
    #guid column:1
    #notetype column:2
    #deck column:3
    #tags column:4
    k3jd82hf7q2a⇥Basic⇥Bridges⇥bridge year⇥When did it close?⇥1995

A field in quotes may run over several lines, a quote in it is doubled, and a line that begins with # says nothing. The
first row may name the columns instead. What `write_notes` writes, `read_notes` and Anki read.
"""

import csv
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePath

from quizapp.errors import InputError
from quizapp.exchange.decoding import decode_text

MAX_BYTES = 50_000_000
"""The largest text file; about a hundred thousand notes."""
SUFFIXES = {".txt": "\t", ".tsv": "\t", ".csv": ","}
"""The endings of files that are written, and the separator of each."""

_SEPARATORS = {"tab": "\t", "pipe": "|", "semicolon": ";", "colon": ":", "comma": ",", "space": " ", "\\t": "\t"}
_GUESSED = ("\t", "|", ";", ",")
"""What may separate the fields of a file that does not say, the likeliest first."""
_HEADER = re.compile(r"#\s*([a-z][a-z ]*?)\s*:(.*)", re.IGNORECASE)
_META = {"guid": "guid", "notetype": "note type", "deck": "deck", "tags": "tags"}
"""The columns that are no fields: as the header lines name them, and as people do."""
_FIELD_NAMES = {"front", "back", "question", "answer", "text", "back extra", "extra", "add reverse"}
"""Names by which a first row is known to name the columns."""
_SHOWN = 60
_END = "\ue000end"
"""A last line of our own: a quote that is still open takes it in."""
_LARGEST_FIELD = 2**31 - 1


class Matches(Enum):
    """What becomes of a note that is here already. The value is how Anki's header line says it.

    With ``BOTH`` a row without a guid is a note of its own unless another import of the same row made one.
    """

    UPDATE = "update current"
    KEEP = "keep current"
    BOTH = "keep both"


@dataclass(frozen=True, slots=True)
class TextNote:
    """One row: its fields in HTML, in the order of their columns; what it does not say is empty."""

    line: int
    fields: tuple[str, ...]
    guid: str = ""
    note_type: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextNotes:
    """A text file's rows. ``labels`` name the columns of fields, where the file does; ``tags`` are all rows'.

    ``is_html`` says that the fields were written in HTML, rather than as plain text; ``matches`` what becomes of a note
    here that a row is found to be. ``ignored`` are header lines that ask for what is not done here.
    """

    name: str
    rows: tuple[TextNote, ...]
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_html: bool = False
    matches: Matches = Matches.UPDATE
    ignored: tuple[str, ...] = ()


@dataclass(slots=True)
class _Head:
    """What the header lines say; ``columns`` are counted from 0."""

    separator: str | None = None
    is_html: bool | None = None
    columns: dict[str, int] = field(default_factory=dict)
    labels: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    matches: Matches = Matches.UPDATE
    ignored: list[str] = field(default_factory=list)


def decode_notes(data: bytes, *, name: str) -> TextNotes:
    """The notes in a text file's bytes; `InputError` names the file, the line, the field and what to do."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB, the most a text file can have: split it.")
    return read_notes(decode_text(data, name=name), name=name)


def is_notes(text: str) -> bool:
    """True for a text that holds notes rather than an article: it begins with one of Anki's header lines, or there is
    a tab between the fields of every row.
    """
    start = text.removeprefix("\ufeff").lstrip("\r\n")
    if start.startswith("#"):
        known = {"separator", "html", "notetype", "columns", *(f"{name} column" for name in _META)}
        match = _HEADER.match(start.partition("\n")[0])
        return match is not None and match[1].lower() in known
    try:
        rows = [row for _, row in _rows(start, "\t", name="")]
    except InputError:
        return False
    return bool(rows) and all(len(row) > 1 for row in rows)


def read_notes(text: str, *, name: str) -> TextNotes:
    """The notes in a text file's text; `InputError` as for `decode_notes`."""
    name = " ".join(name.split())
    text = text.removeprefix("\ufeff")
    head = _read_head(text, name)
    separator = head.separator or _guessed_separator(text, name)
    rows = list(_rows(text, separator, name=name))
    labels = _labels(head, rows, separator)
    _check_columns(head, rows, name)
    notes = tuple(_note(head, line, row) for line, row in rows)
    if not notes:
        raise InputError(f"{name} holds no notes: write one a line, its fields parted by tabs, commas or semicolons.")
    taken = set(head.columns.values())
    return TextNotes(
        name=name,
        rows=notes,
        labels=tuple(label for number, label in enumerate(labels) if number not in taken),
        tags=tuple(head.values.get("tags", "").split()),
        is_html=bool(head.is_html),
        matches=head.matches,
        ignored=tuple(head.ignored),
    )


def write_notes(notes: Sequence[TextNote], *, separator: str, labels: Sequence[str] = ()) -> str:
    """The text file of the notes, every column written; ``labels`` name the fields, where all notes have the same."""
    width = max((len(note.fields) for note in notes), default=0)
    out = io.StringIO()
    names = {value: key for key, value in _SEPARATORS.items() if key.isalpha()}
    out.write(f"#separator:{names[separator]}\n#html:true\n")
    out.writelines(f"#{name} column:{number}\n" for number, name in enumerate(_META, 1))
    write = csv.writer(out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    if labels:
        out.write("#columns:")
        write.writerow([*_META, *labels])
    for note in notes:
        row = [note.guid, note.note_type, note.deck, " ".join(note.tags)]
        row += [value.replace("\r\n", "\n").replace("\r", "\n") for value in note.fields]
        row += [""] * (width - len(note.fields))
        if row[0].startswith("#"):  # Unquoted, the row would say nothing.
            quoted = '"' + row[0].replace('"', '""') + '"'
            out.write(f"{quoted}{separator}")
            row = row[1:]
        write.writerow(row)
    return out.getvalue()


def file_stem(name: str) -> str:
    """The deck that a file's notes go to when it names none: the file's name without its ending."""
    return " ".join(PurePath(name).stem.split()).strip(":") or "Notes"


def line_list(numbers: Sequence[int]) -> str:
    """The numbers of lines as a person reads them, the first few by name."""
    shown = ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")
    return f"line {shown}" if len(numbers) == 1 else f"{len(numbers)} lines ({shown})"


def _read_head(text: str, name: str) -> _Head:
    head = _Head()
    for number, line in enumerate(io.StringIO(text), 1):
        if not line.strip():
            continue
        match = _HEADER.match(line.strip())
        if not line.startswith("#"):
            break
        if match is None:
            continue
        key, value = " ".join(match[1].lower().split()), match[2].strip("\r\n")
        if key == "separator":
            head.separator = _separator(value, f"{name}, line {number}, #separator")
        elif key == "html":
            if value.strip().lower() not in ("true", "false"):
                raise InputError(f"{name}, line {number}, #html: '{value.strip()[:_SHOWN]}': write true or false.")
            head.is_html = value.strip().lower() == "true"
        elif key == "columns":
            head.labels = value
        elif key in (f"{meta} column" for meta in _META):
            meta = key.removesuffix(" column")
            column = value.strip()
            if not column.isascii() or not column.isdigit() or not 1 <= int(column[:6]) <= 1000:
                raise InputError(
                    f"{name}, line {number}, #{key}: '{column[:_SHOWN]}': write a column's number, the first is 1."
                )
            if int(column) - 1 in head.columns.values():
                raise InputError(f"{name}, line {number}, #{key}: column {column} is named already: choose another.")
            head.columns[meta] = int(column) - 1
        elif key in ("notetype", "deck", "tags"):
            head.values[key] = value.strip()
        elif key == "if matches":
            said = " ".join(value.lower().split())
            if said not in {one.value for one in Matches}:
                choices = ", ".join(one.value for one in Matches)
                raise InputError(f"{name}, line {number}, #if matches: '{said[:_SHOWN]}': write one of {choices}.")
            head.matches = Matches(said)
        elif key == "match scope" and " ".join(value.lower().split()) != "notetype":
            head.ignored.append(f"line {number}: #{key} is ignored: notes of the same type match in whatever deck")
    return head


def _separator(value: str, place: str) -> str:
    found = _SEPARATORS.get(value.strip().lower(), value if len(value) == 1 else value.strip())
    if found not in _SEPARATORS.values():
        raise InputError(f"{place}: '{value.strip()[:_SHOWN]}': write tab, comma, semicolon, pipe, colon or space.")
    return found


def _guessed_separator(text: str, name: str) -> str:
    """The likeliest sign that stands between quoted or bare fields of the first row."""
    for separator in _GUESSED:
        for _, row in _rows(text, separator, name=name):
            if len(row) > 1:
                return separator
            break
    return "\t"


def _rows(text: str, separator: str, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line that each begins in, without comments and empty lines."""
    csv.field_size_limit(_LARGEST_FIELD)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        lines.starts_row = True
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{name}, line {lines.first}: can't be read as a row ({error}).") from error
        if row is None or row == [_END]:
            return
        if row[-1].endswith(_END):
            raise InputError(
                f"{name}, line {lines.first}, field {len(row)}: a quote is opened and never closed: close it, or write"
                ' "" for a quote inside a field.'
            )
        if any(row):
            yield lines.first, row


class _Lines:
    """The lines of a text for a reader of rows; where a row begins, comments and empty lines are left out."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(f"{text}\n{_END}", newline="")
        self._number = 0
        self.starts_row = True
        self.first = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self._number += 1
            if self.starts_row and (line.startswith("#") or not line.strip("\r\n")):
                continue
            if self.starts_row:
                self.first = self._number
            self.starts_row = False
            return line
        raise StopIteration


def _labels(head: _Head, rows: list[tuple[int, list[str]]], separator: str) -> list[str]:
    """The columns' names, where they are said; a first row that says them is taken out. Named columns are found."""
    labels: list[str] = []
    if head.labels is not None:
        labels = [label.strip() for label in next(csv.reader([head.labels.strip("\r\n")], delimiter=separator), [])]
    elif rows and _names_columns(rows[0][1]):
        labels = [label.strip() for label in rows.pop(0)[1]]
    for number, label in enumerate(labels):
        meta = label.lower().replace(" ", "")
        if meta in _META and meta not in head.columns and number not in head.columns.values():
            head.columns[meta] = number
    return labels


def _names_columns(row: Sequence[str]) -> bool:
    names = [cell.strip().lower() for cell in row]
    known = {*_META, *_META.values(), *_FIELD_NAMES}
    return len(set(names)) == len(names) > 1 and all(name in known for name in names)


def _check_columns(head: _Head, rows: Sequence[tuple[int, Sequence[str]]], name: str) -> None:
    widest = max((len(row) for _, row in rows), default=0)
    for meta, number in head.columns.items():
        if rows and number >= widest:
            raise InputError(
                f"{name}, #{meta} column: it says {number + 1}, but no row has more than {widest} columns: correct it."
            )


def _note(head: _Head, line: int, row: Sequence[str]) -> TextNote:
    known: Mapping[str, str] = {
        meta: row[number].strip() if number < len(row) else "" for meta, number in head.columns.items()
    }
    taken = set(head.columns.values())
    cells = [_clean(cell) for number, cell in enumerate(row) if number not in taken]
    return TextNote(
        line=line,
        fields=tuple(cells if head.is_html else map(_as_html, cells)),
        guid=known.get("guid", ""),
        note_type=known.get("notetype") or head.values.get("notetype", ""),
        deck=known.get("deck") or head.values.get("deck", ""),
        tags=tuple(known.get("tags", "").split()),
    )


def _clean(cell: str) -> str:
    """The field without what no field can hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", cell).replace("\r\n", "\n").replace("\r", "\n")


def _as_html(cell: str) -> str:
    return html.escape(cell).replace("\n", "<br>")
