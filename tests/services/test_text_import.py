"""Anki's text format: out of the real Anki into the library, and out of the library into the real Anki."""

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from anki.collection import Collection, ImportCsvRequest
from sqlalchemy import select

from quizapp.errors import InputError
from quizapp.exchange.anki_text import decode_notes, read_notes
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.scheduling.calendar import Calendar
from quizapp.services.decks import list_decks
from quizapp.services.text_import import import_text
from quizapp.services.transfer import export_deck, export_text, import_deck
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, NoteTypeRow
from tests.services.real_anki import ask_anki

CALENDAR = Calendar(ZoneInfo("Etc/UTC"))
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
IN_ANKI = [
    ("Basic", ["a <b>b</b> &lt;", "x\ty \"q\" z<br>q<img src='a.png'>[sound:x.mp3]"], ["t1", "a::b"], "D::E"),
    ("Cloze", ["{{c1::x::h}} \n two {{c2::y}}", "extra"], [], "D,F"),
    ("Basic (and reversed card)", ["#hash", "; , | :"], ["z"], "Default"),
    ("Basic (optional reversed card)", ['"quoted"', "back", ""], ["z"], "Default"),
    ("Basic (type in the answer)", ["<div>a</div><div>ü 漢字</div>", "x&nbsp;y&amp;&#39;"], [], "D::E"),
]


@pytest.fixture
def anki(tmp_path):
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def fill(anki):
    for name, fields, tags, deck in IN_ANKI:
        note = anki.new_note(anki.models.by_name(name))
        note.fields, note.tags = list(fields), list(tags)
        anki.add_note(note, anki.decks.id(deck))


def export_from(anki, folder, *, markup=True, columns=True):
    path = folder / "from anki.txt"
    anki.export_note_csv(
        out_path=str(path), limit=None, with_html=markup, with_tags=columns, with_deck=columns, with_notetype=columns,
        with_guid=columns,
    )  # fmt: skip
    return path.read_bytes()


def into(anki, data, folder, suffix=".txt"):
    """How many notes Anki added, updated and found the same or would not take, taking the file in as it stands."""
    path = folder / f"to anki{suffix}"
    path.write_bytes(data)
    log = anki.import_csv(ImportCsvRequest(path=str(path), metadata=anki.get_csv_metadata(str(path), None))).log
    refused = [*log.conflicting, *log.missing_notetype, *log.missing_deck, *log.empty_first_field]
    return len(log.new), len(log.updated), len(log.duplicate), len(refused)


def held(anki):
    return sorted(
        (note.guid, note.note_type()["name"], tuple(note.fields), tuple(sorted(note.tags)),
         tuple((card.ord, anki.decks.name(card.did)) for card in note.cards()))
        for note in map(anki.get_note, anki.find_notes(""))
    )  # fmt: skip


def here(session):
    cards = session.execute(select(CardRow.note_id, CardRow.ord, DeckRow.name).join(DeckRow).order_by(CardRow.ord))
    homes = {}
    for note_id, ord_, deck in cards:
        homes.setdefault(note_id, []).append((ord_, deck))
    rows = session.execute(select(NoteRow, NoteTypeRow).join(NoteTypeRow))
    return sorted(
        (note.guid, kind.name, tuple(note.fields[one["name"]] for one in kind.fields), tuple(sorted(note.tags)),
         tuple(homes[note.id]))
        for note, kind in rows
    )  # fmt: skip


def take_in(session, owner_id, data, *, name="notes.txt", now=NOW):
    notes = decode_notes(data, name=name) if isinstance(data, bytes) else read_notes(data, name=name)
    return import_text(session, owner_id, notes, now=now, calendar=CALENDAR, media=Path("nowhere"))


def counts(done):
    return done.added, done.updated, done.unchanged


def number_of(session, owner_id, name):
    return next(deck.id for deck in list_decks(session, owner_id, now=NOW, calendar=CALENDAR) if deck.name == name)


def test_what_anki_wrote_comes_in_whole_and_goes_back(session, owner_id, anki, tmp_path):
    fill(anki)
    data = export_from(anki, tmp_path)
    done = take_in(session, owner_id, data)
    assert (counts(done), done.skipped) == ((5, 0, 0), ())
    assert here(session) == held(anki)
    assert counts(take_in(session, owner_id, data)) == (0, 0, 5)
    # A file with Windows line ends and a mark of its encoding says the same.
    assert counts(take_in(session, owner_id, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))) == (0, 0, 5)
    fresh = Collection(str(tmp_path / "fresh.anki2"))
    before = held(anki)
    for suffix in (".txt", ".tsv", ".csv"):
        for name in ("D::E", "D,F", "Default"):
            back = export_text(session, owner_id, number_of(session, owner_id, name), suffix=suffix)
            assert (back.name[-4:], into(anki, back.data, tmp_path, suffix)[:2]) == (suffix, (0, 0))
            into(fresh, back.data, tmp_path, suffix)
    assert held(anki) == before == held(fresh)
    fresh.close()


@pytest.mark.parametrize("markup", [True, False])
def test_anki_s_bare_columns_are_cards_and_the_same_again_adds_none(session, owner_id, anki, tmp_path, markup):
    for front, back in (("one", "two"), ("{{c1::three}} four", "five"), ("a < b", "c & d<br>e")):
        note = anki.new_note(anki.models.by_name("Cloze" if "c1" in front else "Basic"))
        note.fields = [front.replace("<", "&lt;"), back]
        anki.add_note(note, 1)
    data = export_from(anki, tmp_path, markup=markup, columns=False)
    assert counts(take_in(session, owner_id, data, name="my words.txt")) == (3, 0, 0)
    assert counts(take_in(session, owner_id, data, name="my words.txt")) == (0, 0, 3)
    names = {"Basic" if markup else "basic", "Cloze"}
    assert {name for _, name, _, _, _ in here(session)} == names
    assert {deck for *_, cards in here(session) for _, deck in cards} == {"my words"}
    changed = data.replace(b"two", b"zwei")
    assert counts(take_in(session, owner_id, changed, name="my words.txt")) == (0, 1, 2)
    assert "zwei" in {fields[1] for _, _, fields, _, _ in here(session)}


SOURCE = {"Evidence": "It cost < 3 crowns.", "Source": "A, 2025", "Link": "https://example.org/?a=1&b=2"}
OURS = (
    DeckNote(
        "basic-1", NoteType.BASIC, {"Question": "Cost\nof {{it}}?", "Answer": "< 3", **SOURCE}, NOW, ("big news",),
    ),
    DeckNote("cloze", NoteType.CLOZE, {"Text": "It cost [...] & more.", "Answer": "3: a::b", **SOURCE}, NOW),
    DeckNote("choice", NoteType.CHOICE, {"Question": "Which?", "Answer": "b", "Choices": "a\nb", **SOURCE}, NOW),
    DeckNote(
        "quote", NoteType.QUOTE,
        {"Question": "Who?", "Speaker": "Ann", "Quotation": "We [...] it.", "Missing words": "missed", **SOURCE}, NOW,
    ),
    DeckNote(
        "both", NoteType.BASIC_REVERSED,
        {"Question": "1?", "Answer": "2", "Reverse question": "2?", "Reverse answer": "1", **SOURCE}, NOW,
    ),
)  # fmt: skip


@pytest.fixture
def ours(session, owner_id):
    return import_deck(session, owner_id, Deck("Ours::Some", OURS), now=NOW).deck_id


@pytest.mark.parametrize("suffix", [".txt", ".tsv", ".csv"])
def test_our_notes_arrive_in_any_anki_once(session, owner_id, ours, anki, tmp_path, suffix):
    data = export_text(session, owner_id, ours, suffix=suffix).data
    assert into(anki, data, tmp_path, suffix) == (7, 0, 0, 0)
    assert into(anki, data, tmp_path, suffix) == (0, 0, 7, 0)
    found = {guid: (name, fields, tags, cards) for guid, name, fields, tags, cards in held(anki)}
    assert found["basic-1"] == (
        "Basic", ("Cost<br>of &#123;&#123;it&#125;&#125;?", "&lt; 3"), ("big_news",), ((0, "Ours::Some"),)
    )  # fmt: skip
    assert found["cloze"][:2] == ("Cloze", ("It cost {{c1::3&#58; a&#58;&#58;b}} &amp; more.", ""))
    assert found["choice"][1] == ("Which?<ol><li>a</li><li>b</li></ol>", "b")
    assert found["quote-2"][1] == ("We [...] it.", "missed")
    assert found["both-2"][1] == ("2?", "1")


@pytest.mark.parametrize("own_types", [True, False])
@pytest.mark.parametrize("suffix", [".txt", ".csv"])
def test_our_notes_come_back_as_ours(session, owner_id, ours, own_types, suffix):
    before = here(session)
    data = export_text(session, owner_id, ours, suffix=suffix, own_types=own_types).data
    later = NOW + timedelta(days=3)
    assert counts(take_in(session, owner_id, data, now=later)) == (0, 0, 5)
    assert here(session) == before
    changed = re.sub(rb"([\t,])&lt; 3", rb"\1&lt; 4", data.replace(b"missed", b"lost").replace(b"{{c1::3", b"{{c1::5"))
    assert counts(take_in(session, owner_id, changed, now=later)) == (0, 3, 2)
    fields = {guid: fields for guid, _, fields, _, _ in here(session)}
    assert fields["quote"][:4] == ("Who?", "Ann", "We [...] it.", "lost")
    assert fields["basic-1"] == ("Cost\nof {{it}}?", "< 4", *SOURCE.values())
    assert fields["cloze"][:2] == ("It cost [...] & more.", "5: a::b")


@pytest.mark.parametrize(
    "text",
    [
        'a\t"b\nc"\nd\t"e ""f"" g"\n',
        '"#a"\tb\n#c\td\n"x""y"\tz\n\n\n',
        'a "b" c\td\ne"f\tg\n "x y"\tz\n',
        'a\tb\r\n"c\r\nd"\te\r\n',
        "a\tb\nc\n",
        '#separator:comma\na,b\nc,"d,e"\n',
        "#separator:Semicolon\n#deck:My::Deck\n#tags:t1 t2\na & <b>;b\n",
        "#separator:tab\n#html:true\n#tags column:1\n#deck column:4\nx y::z\t<b>a</b>\tb & c\tD::E\n\tq\tr\tF\n",
        "#separator:pipe\n#columns:Back|Front|Tags\n#notetype:Basic\nback|front|x\n",
        "#separator:tab\n#guid column:3\n#notetype column:1\nBasic\tf\tg1\tb\nCloze\t{{c1::x}}\tg2\n",
    ],
)
def test_files_say_here_what_they_say_in_anki(session, owner_id, anki, tmp_path, text):
    assert into(anki, text.encode(), tmp_path)[3] == 0
    take_in(session, owner_id, text if "#notetype" in text else f"#notetype:Basic\n{text}")
    there = sorted((*map(html.unescape, fields), tags) for _, _, fields, tags, _ in held(anki))
    assert sorted((*map(html.unescape, fields), tags) for _, _, fields, tags, _ in here(session)) == there


@pytest.mark.parametrize(
    ("matches", "fronts", "expected"),
    [
        ("", ["a", "c"], (1, 1, 0)),
        ("#if matches:update current\n", ["a", "c"], (1, 1, 0)),
        ("#if matches:keep current\n", ["a", "c"], (1, 0, 1)),
        ("#if matches:keep both\n", ["a", "a", "c"], (2, 0, 0)),
    ],
)
def test_matches_become_what_they_become_in_anki(session, owner_id, anki, tmp_path, matches, fronts, expected):
    first, second = b"#notetype:Basic\na\tone\n", f"#notetype:Basic\n{matches}a\ttwo\nc\tthree\n".encode()
    into(anki, first, tmp_path), into(anki, second, tmp_path)
    take_in(session, owner_id, first)
    done = take_in(session, owner_id, second, name="second.txt", now=NOW + timedelta(days=1))
    assert (done.added, done.updated, done.unchanged) == expected
    ours = sorted((note.fields["Front"], note.fields["Back"]) for note in session.scalars(select(NoteRow)))
    assert ours == sorted(fields for _, _, fields, _, _ in held(anki))
    assert [front for front, _ in ours] == fronts
    again = take_in(session, owner_id, second, name="second.txt", now=NOW + timedelta(days=2))
    assert (again.added, again.updated) == (0, 0)


def test_a_scope_that_is_not_kept_to_is_said(session, owner_id):
    done = take_in(session, owner_id, b"#separator:tab\n#match scope:notetype + deck\na\tb\n")
    assert done.skipped == ("line 2: #match scope is ignored: notes of the same type match in whatever deck",)
    assert not take_in(session, owner_id, b"#match scope: notetype\na\tb\n").skipped


def test_an_anki_that_has_our_package_takes_our_note_types(session, owner_id, ours, anki, tmp_path):
    package = tmp_path / "ours.apkg"
    package.write_bytes(export_deck(session, owner_id, ours).data)
    text = tmp_path / "own.txt"
    text.write_bytes(export_text(session, owner_id, ours, suffix=".txt", own_types=True).data)
    after = ask_anki(package, text=str(text))
    assert after["text"] == [0, 0, 5, 0]
    assert len(after["notes"]) == 5


def test_a_file_made_in_a_spreadsheet(session, owner_id):
    text = 'Front,Back,Tags\n"Capital, of Peru?",Lima,geo peru\nCapital of Chile?,"Santiago\nde Chile",\n'
    assert counts(take_in(session, owner_id, text, name="south america.csv")) == (2, 0, 0)
    assert sorted((fields[:2], tags) for _, _, fields, tags, _ in here(session)) == [
        (("Capital of Chile?", "Santiago\nde Chile"), ()),
        (("Capital, of Peru?", "Lima"), ("geo", "peru")),
    ]
    swapped = 'Back;Front\r\nLima (Peru);"Capital, of Peru?"\r\n'
    assert counts(take_in(session, owner_id, swapped, name="south america.csv")) == (0, 1, 0)
    assert "Lima (Peru)" in {fields[1] for _, _, fields, _, _ in here(session)}


def test_rows_that_can_t_be_used_are_said_with_their_lines(session, owner_id):
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n"
        "g1\tBasic\tq\ta\tmore\ng1\tBasic\tq2\ta\ng2\tNope\tq\ta\ng3\tBasic\t\ta\ng4\tCloze\tnothing\t\n"
        "#a comment\n" + "g" * 65 + "\tBasic\tq\ta\n"
    )
    done = take_in(session, owner_id, text)
    assert counts(done) == (1, 0, 0)
    assert [line.split(": ")[:2] for line in done.skipped] == [
        ["line 5", "it has more fields than its note type, the rest of which are lost"],
        ["line 6", "its guid is that of a row before it"],
        ["line 7", "the note type 'Nope' is not here"],
        ["line 8", "the first field is empty"],
        ["line 9", "it makes no card"],
        ["line 11", "its guid is longer than 64 characters"],
    ]


def test_rows_without_a_guid_that_share_a_question_stay_apart(session, owner_id):
    text = "run\tlaufen\nrun\trennen\nrun\tlaufen\n"
    assert counts(take_in(session, owner_id, text)) == (2, 0, 0)
    assert counts(take_in(session, owner_id, text)) == (0, 0, 2)
    assert counts(take_in(session, owner_id, text.replace("rennen", "führen"))) == (0, 1, 1)
    assert sorted(fields[1] for _, _, fields, _, _ in here(session)) == ["führen", "laufen"]


def test_of_two_note_types_of_a_name_that_of_the_note_is_meant(session, owner_id):
    text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\ng1\tBasic\tq\ta\n"
    take_in(session, owner_id, text)
    first = session.scalars(select(NoteTypeRow).where(NoteTypeRow.name == "Basic")).one()
    session.add(
        NoteTypeRow(
            owner_id=owner_id, anki_id=77, name="Basic", kind="normal", fields=[{"name": "Front"}, {"name": "Back"}],
            templates=first.templates, css="", modified_at=NOW,
        )
    )  # fmt: skip
    session.commit()
    done = take_in(session, owner_id, text.replace("\ta\n", "\tb\n"))
    assert (counts(done), done.skipped) == ((0, 1, 0), ())


def test_nothing_usable_is_an_error_and_stores_nothing(session, owner_id):
    with pytest.raises(InputError, match=r"notes.txt, line 1: no note can be taken in: it makes no card"):
        take_in(session, owner_id, "one column only\n")
    assert here(session) == []


def test_a_package_makes_the_stock_types_of_a_text_anki_s_own(session, owner_id, anki, tmp_path):
    from anki.collection import ExportAnkiPackageOptions

    from quizapp.exchange.anki_reading import read_package
    from quizapp.services.anki_import import import_package

    fill(anki)
    take_in(session, owner_id, export_from(anki, tmp_path))
    path = tmp_path / "all.apkg"
    anki.export_anki_package(out_path=str(path), options=ExportAnkiPackageOptions(), limit=None)
    with path.open("rb") as file:
        contents = read_package(file, name="all.apkg", zone=CALENDAR.zone)
        done = import_package(session, owner_id, contents, now=NOW, calendar=CALENDAR, media=tmp_path / "media")
    assert (done.added, done.skipped) == (0, ())
    assert here(session) == held(anki)
    real = {one["id"] for one in anki.models.all()}
    assert set(session.scalars(select(NoteTypeRow.anki_id).where(NoteTypeRow.builtin.is_(None)))) <= real
