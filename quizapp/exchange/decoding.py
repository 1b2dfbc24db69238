"""Bytes of a text file to the characters they stand for, or a refusal: never a guess that could be wrong.

The order: a byte order mark, strict UTF-8, Windows-1252 where the result reads like a language written in it, and
last an encoding of another script where its letters and the language agree.
"""

import codecs
import re

from quizapp.errors import InputError
from quizapp.exchange.language import detect_language

SAVE_AS_UTF8 = "open it where it was written and save it as UTF-8"

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip, Word or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROL_SHARE = 0.02
"""Text copied from a PDF can have one a line; a program has one in every few characters."""
_SHIFTED = re.compile(
    rb"\x1b[$(]|\x0e[!-~]+\x0f|~\{[ -}]+~\}|\+(?:A[A-P]|I[A-D])[\w+/]-.*?\+(?:A[A-P]|I[A-D])[\w+/]-", re.S
)
"""What the seven-bit encodings (ISO 2022, HZ, UTF-7) put around their characters; they would pass for ASCII."""
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_CAPITALS = "À-ÖØ-ÞŠŒŽŸ"
_LETTER = r"[^\W\d_]"
_MISREAD = re.compile(
    "[¤¦¬¸ˆ˜¯¨]"  # not used in prose
    f"|[a-zß-öø-ÿšœž][{_CAPITALS}]"  # a capital inside a word
    f"|[A-Za-z][{_CAPITALS}][a-z]|(?<!{_LETTER})[{_CAPITALS}][A-Z][a-z]"
    f"|(?<!{_LETTER})[ÊÐÑÒÓÔÕ](?!{_LETTER})"
    f"|{_LETTER}[¡¿«»°±¹²³¼½¾µ§©®¶ªº¢£¥€•†‡‰„‚“”‹›]{_LETTER}"
    f"|{_LETTER}[‚„¡¿](?!{_LETTER})"
    "|[ß-öø-ÿšœž][0-9]"
    "|[ðþ]"
)
"""What bytes of other encodings look like when they are read as Windows-1252."""
_INSIDE_A_WORD = re.compile("[a-z][–\xa0][a-z]")
"""A dash, or on another system the letter n with a tilde: fine when another sign says which it is."""
_WESTERN_LETTERS = {
    "ca": "àçèéíïòóúü",
    "da": "æøåäéöü",
    "de": "äöüßéèàâç",
    "en": "",
    "es": "áéíóúüñçà",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "gl": "áéíóúñü",
    "it": "àèéìíòóùú",
    "nl": "áéèëêíïóöü",
    "no": "æøåéèòôäöü",
    "pt": "áâãàçéêíóôõúü",
    "sv": "åäöéüàá",
}
"""Languages usually written in Windows-1252 and their letters beyond ASCII; English borrows any."""
_MAX_FOREIGN_SHARE = 0.15
_MAX_ACCENTED_SHARE = 0.2
_SAFE_WITHOUT_LANGUAGE = frozenset("‘’“”–—…é£€°©")
"""Enough to read a line that is too short for its language to be told."""

_SCRIPTS = {
    "big5": {"zh"},
    "cp949": {"ko"},
    "euc_kr": {"ko"},
    "cp932": {"ja"},
    "shift_jis": {"ja"},
    "euc_jp": {"ja"},
    "gb18030": {"zh"},
    "gbk": {"zh"},
    "cp1251": {"ru", "uk"},
    "koi8_r": {"ru"},
    "koi8_u": {"uk"},
    "iso8859_5": {"ru", "uk"},
    "cp1253": {"el"},
    "iso8859_7": {"el"},
    "cp1255": {"he"},
    "cp1256": {"ar"},
}
"""Encodings of other scripts, and the languages written in them."""
_CYRILLIC = {"ru": re.compile("[^А-Яа-яЁё]"), "uk": re.compile("[^А-ЩЬЮЯа-щьюяҐґЄєІіЇї]")}
"""Letters that the language lacks: they come from another Cyrillic encoding."""
_ODD_IN_SCRIPTS = re.compile(
    f"[\\ue000-\\uf8ff\\ufffd\\u2500-\\u257f¤¦]|[а-яёα-ω][А-ЯЁΑ-Ω][а-яёα-ω]|{_LETTER}[ªº¹²³]{_LETTER}"
)
_MIN_SCRIPT_SHARE = 0.5
_SAMPLE_BYTES = 65_536


def is_garbled(text: str) -> bool:
    """True when much of ``text`` is no characters that anybody writes: bytes of something else."""
    odd = len(_CONTROLS.findall(text)) + text.count("\ufffd")
    return odd > _MAX_CONTROL_SHARE * len(text) + 1


def decode_text(data: bytes, *, name: str) -> str:
    """The text in ``data`` without its byte order mark; `InputError` naming ``name`` when it can't be read rightly."""
    for start, kind in _KNOWN_KINDS:
        if data.startswith(start):
            raise InputError(f"{name} is {kind}, not plain text: save its text as .txt and give that.")
    text = _marked(data, name=name)
    if text is None and b"\0" in data:
        raise InputError(f"{name} is not plain text: {SAVE_AS_UTF8}, or choose another file.")
    if text is None:
        text = _unmarked(data, name=name)
    if "\0" in text or is_garbled(text):
        raise InputError(f"{name} is not plain text: choose a text file.")
    return text


def _marked(data: bytes, *, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                message = f"{name} says it is {encoding[:6].upper()} but is damaged: {SAVE_AS_UTF8}."
                raise InputError(message) from error
    return None


def _unmarked(data: bytes, *, name: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _UTF8_CHARACTER.search(data):
            line = data.count(b"\n", 0, error.start) + 1
            legacy = _other_script(data)
            if legacy is None:
                message = f"{name}, line {line}: characters that are not UTF-8: {SAVE_AS_UTF8}."
                raise InputError(message) from error
            return legacy
        legacy = _western(data) or _other_script(data)
        if legacy is None:
            raise InputError(f"{name} is in an encoding that can't be told for sure: {SAVE_AS_UTF8}.") from error
        return legacy
    if _SHIFTED.search(data):
        raise InputError(f"{name} is in a seven-bit encoding that can't be told for sure: {SAVE_AS_UTF8}.")
    return text


def _western(data: bytes) -> str | None:
    """``data`` as Windows-1252 when the result reads like one of its languages."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    if _MISREAD.search(text):
        return None
    if _INSIDE_A_WORD.search(text) and len({character for character in text if not character.isascii()}) == 1:
        return None
    letters = [character for character in text if character.isalpha()]
    accented = [letter for letter in letters if not letter.isascii()]
    if len(accented) > _MAX_ACCENTED_SHARE * len(letters):
        return None
    language = detect_language(text)
    if language is None:
        return text if all(character.isascii() or character in _SAFE_WITHOUT_LANGUAGE for character in text) else None
    if language not in _WESTERN_LETTERS:
        return None
    own = _WESTERN_LETTERS[language]
    foreign = [letter for letter in accented if letter.lower() not in own]
    return None if own and len(foreign) > _MAX_FOREIGN_SHARE * len(accented) else text


def _other_script(data: bytes) -> str | None:
    """``data`` in an encoding of another script when its letters and the language found agree with it."""
    from charset_normalizer import from_bytes  # rarely needed, and long to load

    sample = data if len(data) <= _SAMPLE_BYTES else data[:_SAMPLE_BYTES].rpartition(b"\n")[0] or data[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=list(_SCRIPTS)).best()
    if best is None or best.encoding not in _SCRIPTS:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    letters = [character for character in text if character.isalpha()]
    script = "".join(letter for letter in letters if not letter.isascii())
    if len(script) < _MIN_SCRIPT_SHARE * len(letters) or _ODD_IN_SCRIPTS.search(text):
        return None
    language = detect_language(text)
    if language not in _SCRIPTS[best.encoding]:
        return None
    return None if language in _CYRILLIC and _CYRILLIC[language].search(script) else text
