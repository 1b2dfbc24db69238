"""Our note types as Anki knows them: their lasting numbers, templates and design."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import genanki

from quizapp.exchange.anki_values import AnkiNoteType, AnkiTemplate
from quizapp.notes import Face, NoteType

CHANGED = datetime(2026, 11, 23, tzinfo=UTC)
"""When a template or the design last changed. Anki takes them over only when this is newer: advance it with them."""

_DESIGN = Path(__file__).with_name("note_types.css")


@dataclass(frozen=True, slots=True)
class _Ids:
    """Numbers that Anki knows a note type, its fields and templates by. Never change one: names may change."""

    model: int
    fields: Mapping[str, int]
    templates: Mapping[str, int]


_IDS = {
    NoteType.BASIC: _Ids(
        model=1181416071384,
        fields={
            "Question": 8610925282930171,
            "Answer": 7217160992825654,
            "Evidence": 5913826903001066,
            "Source": 5335660655161442,
            "Link": 5576824141456022,
        },
        templates={"Question": 6707350696845504},
    ),
    NoteType.BASIC_REVERSED: _Ids(
        model=1140648433371,
        fields={
            "Question": 8642079002918985,
            "Answer": 8209682398877146,
            "Reverse question": 8066032116393563,
            "Reverse answer": 8825410999087611,
            "Evidence": 4974449308163199,
            "Source": 5960937625018375,
            "Link": 6685740305735796,
        },
        templates={"Question": 4876735313327996, "Reverse question": 4671952257869415},
    ),
    NoteType.CLOZE: _Ids(
        model=1324855176007,
        fields={
            "Text": 4959948339251512,
            "Answer": 6894012656017662,
            "Evidence": 5743988563908404,
            "Source": 7506493328946867,
            "Link": 7787010573227906,
        },
        templates={"Fill the blank": 4752931335363508},
    ),
    NoteType.QUOTE: _Ids(
        model=1572691433483,
        fields={
            "Question": 7876208303433293,
            "Speaker": 8266565813741142,
            "Quotation": 6881204721050468,
            "Missing words": 5319248216482884,
            "Evidence": 4738330145179807,
            "Source": 5141473814705146,
            "Link": 4815446048876497,
        },
        templates={"Who said it": 6762152206378439, "Complete the quotation": 8841994715467579},
    ),
    NoteType.CHOICE: _Ids(
        model=2180396512666,
        fields={
            "Question": 5893791629159003,
            "Answer": 5692060945656561,
            "Choices": 8367157098069121,
            "Evidence": 4524418123878478,
            "Source": 7144537153928388,
            "Link": 8335413039912245,
        },
        templates={"Choose": 8412717696322246},
    ),
}

_BACKGROUND = (
    '{{#Evidence}}<div class="evidence">{{Evidence}}</div>{{/Evidence}}'
    '{{#Link}}<div class="source"><a href="{{text:Link}}">'
    "{{#Source}}{{Source}}{{/Source}}{{^Source}}{{Link}}{{/Source}}</a></div>{{/Link}}"
    '{{^Link}}{{#Source}}<div class="source">{{Source}}</div>{{/Source}}{{/Link}}'
)
"""What the answer side shows below the answer: the proof, and where it stands."""
_EXTRA_QUESTION = {NoteType.CHOICE: '<div class="choices">{{Choices}}</div>'}


@functools.cache
def anki_note_type(note_type: NoteType) -> Any:
    """The `genanki.Model` of ``note_type``, named "quizapp basic" and so on."""
    ids = _IDS[note_type]
    return genanki.Model(
        model_id=ids.model,
        name=f"quizapp {note_type.value}",
        fields=[{"name": name, "id": ids.fields[name]} for name in note_type.fields],
        templates=[_template(note_type, face, ids.templates[face.name]) for face in note_type.faces],
        css=_DESIGN.read_text(encoding="utf-8"),
        model_type=genanki.Model.CLOZE if note_type is NoteType.CLOZE else genanki.Model.FRONT_BACK,
        sort_field_index=0,
    )


@functools.cache
def own_note_type(note_type: NoteType) -> AnkiNoteType:
    """Our ``note_type`` as the contents of a package hold it."""
    model = anki_note_type(note_type)
    return AnkiNoteType(
        id=model.model_id,
        name=model.name,
        is_cloze=model.model_type == genanki.Model.CLOZE,
        fields=note_type.fields,
        templates=tuple(AnkiTemplate(one["name"], one["qfmt"], one["afmt"]) for one in model.templates),
        css=model.css,
        modified=CHANGED,
    )


def anki_model(note_type: AnkiNoteType) -> dict[str, Any]:
    """The note type as a collection of schema 11 keeps it; ours with the lasting numbers of fields and templates."""
    own = _OWN.get(note_type.id)
    if own is not None:
        made: dict[str, Any] = anki_note_type(own).to_json(CHANGED.timestamp(), 1)
        return made
    # Without templates genanki does not ask itself which fields a card needs: Anki works that out better.
    bare = genanki.Model(
        model_id=note_type.id,
        name=note_type.name,
        fields=[{"name": name} for name in note_type.fields],
        templates=[],
        css=note_type.css,
        model_type=genanki.Model.CLOZE if note_type.is_cloze else genanki.Model.FRONT_BACK,
        sort_field_index=0,
    )
    templates = [
        {"name": one.name, "ord": ord_, "qfmt": one.question, "afmt": one.answer, **_NO_BROWSER}
        for ord_, one in enumerate(note_type.templates)
    ]
    return {**bare.to_json(note_type.modified.timestamp(), 1), "tmpls": templates}


def own_type_of(note_type: AnkiNoteType) -> NoteType | None:
    """Which of ours ``note_type`` is, by its number; None when it is another, or its fields are not ours any more."""
    own = _OWN.get(note_type.id)
    return own if own is not None and own.fields == note_type.fields else None


_NO_BROWSER = {"bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0, "did": None}
_OWN = {ids.model: note_type for note_type, ids in _IDS.items()}


def _template(note_type: NoteType, face: Face, number: int) -> dict[str, object]:
    if note_type is NoteType.CLOZE:
        question = f'<div class="question">{{{{cloze:{face.question}}}}}</div>'
        return {"name": face.name, "id": number, "qfmt": question, "afmt": question + _BACKGROUND}
    shown = f'<div class="question">{{{{{face.question}}}}}</div>{_EXTRA_QUESTION.get(note_type, "")}'
    answer = f'<div class="answer">{{{{{face.answer}}}}}</div>'
    return {
        "name": face.name,
        "id": number,
        "qfmt": _when(face.question, _when(face.answer, shown)),
        "afmt": f'{{{{FrontSide}}}}<hr id="answer">{answer}{_BACKGROUND}',
    }


def _when(field: str, shown: str) -> str:
    """``shown`` only where ``field`` is filled, so that a half-filled face makes no card."""
    return f"{{{{#{field}}}}}{shown}{{{{/{field}}}}}"
