"""Anki's text format: what its rows and header lines say, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange.anki_text import TextNote, decode_notes, is_notes, read_notes, write_notes


def fields(text, **more):
    return [row.fields for row in read_notes(text, name="notes.txt", **more).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc\td\n", [("a", "b"), ("c", "d")]),
        ("a;b\nc;d", [("a", "b"), ("c", "d")]),
        ("a, b;c\n", [("a, b", "c")]),
        ("a,b\n", [("a", "b")]),
        ("a:b|c\n", [("a:b", "c")]),
        ("one\ntwo\n", [("one",), ("two",)]),
        ("#separator:colon\na:b\n", [("a", "b")]),
        ("#separator: Space\na b\n", [("a", "b")]),
        ("#SEPARATOR:,\na,b\n", [("a", "b")]),
        ("#separator:\\t\na\tb\n", [("a", "b")]),
        ("\ufeff#separator:tab\r\na\tb\r\n", [("a", "b")]),
        ('a\t"b\r\nc"\r\nd\te\r\n', [("a", "b<br>c"), ("d", "e")]),
        ('"a ""b"" c"\t"\td"\n', [("a &quot;b&quot; c", "\td")]),
        ('a "b" c\td\ne"f\t g "\n', [("a &quot;b&quot; c", "d"), ("e&quot;f", " g &quot;")]),
        ("a\tb\n#comment\tc\n\n\n\t\nd\te\n", [("a", "b"), ("d", "e")]),
        ('"#a"\tb\n"x\n#y"\tz\n', [("#a", "b"), ("x<br>#y", "z")]),
        ("a<b\t'c' & d\n", [("a&lt;b", "&#x27;c&#x27; &amp; d")]),
        ("#html:true\n<b>a</b>\tb & c\n", [("<b>a</b>", "b & c")]),
        ("#html:True\n\"<b>a\n</b>\"\tb\n", [("<b>a\n</b>", "b")]),
        ("a\tb\tc\nd\n", [("a", "b", "c"), ("d",)]),
        ("# a comment\n#unknown:header\na\tb\n", [("a", "b")]),
        ("a\x01b\tc\x1f\n", [("ab", "c")]),
    ],
)  # fmt: skip
def test_fields(text, expected):
    assert fields(text) == expected


def test_columns_that_are_no_fields():
    text = (
        "#separator:comma\n#notetype column:2\n#deck column:4\n#tags column:5\n#guid column:1\n#tags:all of them\n"
        "g1,Basic,q,Deck::Sub,one two,a\ng2,,q2,,,a2\nshort\n"
    )
    notes = read_notes(text, name="x.txt")
    assert notes.tags == ("all", "of", "them")
    assert notes.rows == (
        TextNote(7, ("q", "a"), "g1", "Basic", "Deck::Sub", ("one", "two")),
        TextNote(8, ("q2", "a2"), "g2"),
        TextNote(9, (), "short"),
    )


def test_a_deck_and_a_note_type_for_all_rows():
    notes = read_notes("#notetype:Cloze\n#deck:A::B\n{{c1::a}}\tb\n", name="x.txt")
    assert (notes.rows[0].note_type, notes.rows[0].deck) == ("Cloze", "A::B")


@pytest.mark.parametrize(
    ("text", "labels", "row"),
    [
        ("#separator:tab\n#columns:Back\tFront\tTags\nb\tf\tx y\n", ("Back", "Front"), (("b", "f"), ("x", "y"))),
        ("#columns:GUID,Front,Note Type,Back\ng,f,Basic,b\n", ("Front", "Back"), (("f", "b"), ())),
        ("Question,Answer,Tags\nq,a,t\n", ("Question", "Answer"), (("q", "a"), ("t",))),
        ("front;back\nf;b\n", ("front", "back"), (("f", "b"), ())),
        ("Front,Rear\n", (), (("Front", "Rear"), ())),
    ],
)
def test_columns_named(text, labels, row):
    notes = read_notes(text, name="x.csv")
    assert notes.labels == labels
    assert (notes.rows[-1].fields, notes.rows[-1].tags) == row


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.txt holds no notes: write one a line"),
        ("#separator:tab\n#html:true\n", "x.txt holds no notes"),
        ("#separator:pipes\na|b", "x.txt, line 1, #separator: 'pipes': write tab, comma"),
        ("\n#html:yes\na\tb", "x.txt, line 2, #html: 'yes': write true or false."),
        (
            "#if matches:both\na\tb",
            "x.txt, line 1, #if matches: 'both': write one of update current, keep current, keep",
        ),
        ("#tags column:last\na\tb", "x.txt, line 1, #tags column: 'last': write a column's number, the first is 1."),
        ("#tags column:0\na\tb", "x.txt, line 1, #tags column: '0'"),
        ("#tags column:2\n#deck column:2\na\tb", "x.txt, line 2, #deck column: column 2 is named already"),
        ("#tags column:5\na\tb", "x.txt, #tags column: it says 5, but no row has more than 2 columns"),
        ('a\tb\nc\t"d\ne\tf\n', "x.txt, line 2, field 2: a quote is opened and never closed"),
        ('"a\tb\nc\td', "x.txt, line 1, field 1: a quote is opened"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, message):
    with pytest.raises(InputError) as error:
        read_notes(text, name="x.txt")
    assert error.value.message.startswith(message)
    assert "\n" not in error.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#separator:tab\nanything", True),
        ("\ufeff#html:true\n", True),
        ("#columns:a\n", True),
        ("#guid column:1\n", True),
        ("a\tb\nc\td\n", True),
        ("#deck:x\n", False),
        ("# A heading\n\nAn article.", False),
        ("#climate: what we know\n\nAn article.", False),
        ("A title\n\nAn article with a\ttab in it.\n", False),
        ("", False),
    ],
)
def test_notes_are_told_from_an_article(text, expected):
    assert is_notes(text) is expected


def test_other_encodings_are_read():
    text = "#separator:tab\ncafé\tcoffee\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode_notes(text.encode(encoding), name="x.txt").rows[0].fields == ("café", "coffee")


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ue000"), max_size=20)


@given(
    st.lists(
        st.tuples(CELL, CELL, st.sampled_from(["", "g,1", "#g", '"g']), st.lists(st.sampled_from(["a", "b::c"]))),
        min_size=1,
    ),
    st.sampled_from("\t,"),
    st.booleans(),
)
def test_what_is_written_is_read_back(rows, separator, labelled):
    notes = [
        TextNote(0, (f"{one}\n{two}", two), guid or "g", "Basic", "D::E", tuple(tags)) for one, two, guid, tags in rows
    ]
    text = write_notes(notes, separator=separator, labels=("Front", "Back") if labelled else ())
    read = read_notes(text, name="x.txt")
    assert is_notes(text)
    assert read.labels == (("Front", "Back") if labelled else ())
    assert [(row.fields, row.guid, row.note_type, row.deck, row.tags) for row in read.rows] == [
        (note.fields, note.guid, note.note_type, note.deck, note.tags) for note in notes
    ]


ODD = st.text(st.sampled_from("#:\t,;|\"'\n\r\\ abc\x00\x1f\ufeff\u2028\ue000é0123{}<&"), max_size=60)
LINES = st.sampled_from(
    ["#separator:", "#separator:comma", "#html:true", "#tags column:2", "#guid column:1", "#columns:a,b", "Front,Back"]
)


@pytest.mark.soak
@given(st.lists(st.one_of(ODD, LINES), max_size=8).map("\n".join))
def test_odd_files_are_read_or_refused_in_one_line(text):
    try:
        notes = read_notes(text, name="x.txt")
    except InputError as error:
        said = error.message
    else:
        said = ""
        assert all(row.line > 0 for row in notes.rows)
        assert all(not set(value) & set("\x00\x1f\r") for row in notes.rows for value in row.fields)
    assert "\n" not in said
    assert is_notes(text) in (True, False)
