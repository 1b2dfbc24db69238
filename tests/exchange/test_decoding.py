"""Text in any encoding is read rightly or refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange.decoding import decode_text

ENCODINGS = [
    "cp1252", "latin-1", "iso8859-15", "mac_roman", "cp437", "cp850", "cp1250", "iso8859-2", "mac_latin2", "cp852",
    "cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac_cyrillic", "cp1253", "iso8859-7", "cp1254", "iso8859-9",
    "cp1255", "iso8859-8", "cp1256", "iso8859-6", "cp1257", "cp1258", "cp874", "cp932", "shift_jis", "euc_jp",
    "iso2022_jp", "gbk", "gb18030", "hz", "big5", "euc_kr", "cp949", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "utf-8", "utf-8-sig",
]  # fmt: skip
TEXTS = {
    "English with typographic signs": "The “old bridge” won’t reopen until May – or so the mayor said… It cost £5m. "
    "She added: “We’re not in a hurry.” Entry is free—no, €2 at the café.\n",
    "English with foreign names": "Zoë Müller said the résumé of Señor Peña, from Málaga, was naïve and the façade of "
    "the café in Köln cost €20.\n",
    "English with one foreign name": "It opened in 2014. Mr. Peña paid for it. The rest of the story is plain.\n",
    "German": "Die Brücke über den Fluß wurde am Dienstag eröffnet. „Das ist schön“, sagte die Bürgermeisterin.\n",
    "French": "Le musée a rouvert après une rénovation très coûteuse. « C’est une fête », a déclaré le maire.\n",
    "Spanish": "La ministra dijo que el año próximo habrá más trenes. ¿Cuándo? El niño viajó con su compañía.\n",
    "Polish": "Minister powiedział we wtorek, że ceny energii będą wyższe. Źródła mówią, że się zgodził.\n",
    "Czech": "Ministr v úterý řekl, že ceny energií budou vyšší. Příští rok bude těžký, dodal.\n",
    "Hungarian": "A miniszter azt mondta, hogy az árak magasabbak lesznek. Az idő és az erő nőtt, tűz és víz.\n",
    "Turkish": "Bakan salı günü fiyatların artacağını söyledi. Bu yıl işler kolay değil, dedi.\n",
    "Russian": "Министр сказал во вторник, что цены на энергию вырастут. Это нелегко, добавил он.\n",
    "Ukrainian": "Міністр сказав у вівторок, що ціни на енергію зростуть. Це нелегко, додав він.\n",
    "Greek": "Ο υπουργός είπε την Τρίτη ότι οι τιμές θα αυξηθούν. Δεν είναι εύκολο, πρόσθεσε.\n",
    "Hebrew": "השר אמר ביום שלישי כי המחירים יעלו. זה לא קל, הוסיף. אנשים מודאגים מהחורף.\n",
    "Arabic": "قال الوزير يوم الثلاثاء إن الأسعار سترتفع. وأضاف أن الأمر ليس سهلا.\n",
    "Japanese": "大臣は火曜日、エネルギーの価格が上がると述べた。それは簡単ではないと付け加えた。\n",
    "Chinese": "部长周二表示,能源价格将会上涨。他补充说这并不容易。人们对冬天感到担忧。\n",
    "Korean": "장관은 화요일 에너지 가격이 오를 것이라고 말했다. 쉽지 않다고 덧붙였다.\n",
}
READ = [
    ("English with typographic signs", "cp1252"),
    ("English with foreign names", "cp1252"),
    ("English with one foreign name", "latin-1"),
    ("German", "cp1252"),
    ("French", "cp1252"),
    ("Spanish", "latin-1"),
    ("Russian", "cp1251"),
    ("Russian", "koi8-r"),
    ("Greek", "cp1253"),
    ("Japanese", "shift_jis"),
    ("Japanese", "euc_jp"),
    ("Chinese", "gb18030"),
    ("Korean", "euc_kr"),
    *((name, encoding) for name in TEXTS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
]


@pytest.mark.parametrize(("name", "encoding"), READ)
def test_common_encodings_are_read(name: str, encoding: str) -> None:
    text = TEXTS[name] * 4
    assert decode_text(text.encode(encoding), name="a.txt") == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_nothing_is_misread(name: str, encoding: str) -> None:
    for text in (TEXTS[name], TEXTS[name] * 10):
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            return
        with contextlib.suppress(InputError):
            assert decode_text(data, name="a.txt") == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "a.txt is a PDF, not plain text"),
        (b"PK\x03\x04....", "a.txt is a zip, Word or EPUB file"),
        (b"\x89PNG\r\n", "a.txt is a picture"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "a.txt is not plain text"),
        (bytes(range(1, 32)) * 9, "a.txt is not plain text"),
        (b"\xff\xfea", "a.txt says it is UTF-16 but is damaged"),
        ("one\ntwo caf\u00e9 ".encode() + b"\xe9", "a.txt, line 2: characters that are not UTF-8"),
        ("Ol\u00e1".encode("utf-16-le"), "a.txt is not plain text"),
        (b"+AOk- t +AOk- e", "a.txt is in a seven-bit encoding"),
    ],
)
def test_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_text(data, name="a.txt")
    assert caught.value.message.startswith(said)
    assert "\n" not in caught.value.message


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    text = "A line copied from a PDF has a soft hy\x02phen now and then.\n" * 9
    assert decode_text(text.encode(), name="a.txt") == text


@pytest.mark.soak
@given(st.binary(max_size=400) | st.text(max_size=80).map(lambda text: text.encode("utf-16-le", "surrogatepass")))
def test_hostile_bytes_only_raise_input_errors(data: bytes) -> None:
    with contextlib.suppress(InputError):
        decode_text(data, name="a.txt").encode()
