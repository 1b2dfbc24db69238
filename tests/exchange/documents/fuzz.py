"""Mutated files read one after the other, each in a process of its own within limits.

``python -m tests.exchange.documents.fuzz NAME ROUNDS SEED`` prints one JSON object: how many were read, refused and
killed at the limit, the slowest, and what went wrong. A process is forked from this one, so that each file takes
milliseconds; the reader, its limits and what is made of its answer are the program's own.
"""

import io
import json
import os
import random
import select
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from quizapp.article import Article
from quizapp.errors import InputError
from quizapp.exchange import originals
from quizapp.exchange.articles import READERS, read_article
from quizapp.exchange.documents import child, confined
from quizapp.exchange.documents.document import Document
from tests.exchange.documents import made

PROSE = "\n\n".join(made.PARAGRAPHS)
FILES = {
    "a.html": made.page().encode(),
    "a.mhtml": made.mhtml(),
    "a.pdf": made.pdf(repeats=1),
    "a.docx": made.word(),
    "a.epub": made.epub(),
    "a.eml": made.mail(html=made.page(), plain=PROSE),
    "a.txt": f"{made.TITLE}\n\n{PROSE}".encode(),
    "a.md": f"---\ntitle: {made.TITLE}\n---\n# Head\n\n> quoted\n\n- item\n\n{PROSE}".encode(),
}
"""A good file of each kind."""
SECONDS = confined.LIMITS.seconds
_PIECES = (b"<div>", b"<b>", b"[", b"](", b"> ", b"&#0;", b"\xff\xfe", b"\r\n", b"--", b"=?utf-8?Q?", b"<!--", b"]]>")


def mutated(name: str, chance: random.Random) -> bytes:
    """The good file of that name with some bytes changed; of an archive, often in one of its files."""
    data = FILES[name]
    if name.endswith((".docx", ".epub")) and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {one: archive.read(one) for one in archive.namelist()}
        one = chance.choice([path for path in files if files[path]])
        return made.zipped({**files, one: _changed(files[one], chance)})
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6, 12))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 1, 2, 8, 64, 500))
        way = chance.random()
        if way < 0.3:
            changed[at : at + length] = chance.randbytes(length)
        elif way < 0.5:
            del changed[at : at + length]
        elif way < 0.7:
            changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 300))
        elif way < 0.98:
            changed[at:at] = chance.choice(_PIECES) * chance.choice((1, 3, 2_000))
        else:
            del changed[at:]
    return bytes(changed)


def main() -> None:
    """Read as many mutated files as asked for, and print what came of them."""
    name, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    read_article(FILES[name], name=name)  # what takes long to load is loaded once, by a good file in a child ...
    _read_here(FILES[name], name)  # ... and by the same here
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    chance = random.Random(seed)
    for number in range(rounds):
        data = mutated(name, chance)
        began = time.monotonic()
        outcome, said = _read_apart(data, name)
        slowest = max(slowest, time.monotonic() - began)
        counts[outcome] += 1
        if outcome == "wrong":
            wrong.append(f"round {number}: {said}")
    json.dump({"counts": counts, "slowest": round(slowest, 2), "wrong": wrong[:20]}, sys.stdout)


def _read_apart(data: bytes, name: str) -> tuple[str, str]:
    """What came of reading the file in a process of its own: "read", "refused", "killed" or "wrong"."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        try:
            child._limit(memory=confined.LIMITS.memory, seconds=SECONDS, output=confined.MAX_OUTPUT)
            told = "\t".join(_outcome(data, name))
        except BaseException as error:
            told = f"wrong\t{error!r}"
        with os.fdopen(writing, "wb") as out:
            out.write(told.encode(errors="backslashreplace"))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        is_ready = bool(select.select([answer], [], [], SECONDS)[0])
        if not is_ready:
            os.kill(process, signal.SIGKILL)
        told = answer.read().decode() if is_ready else ""
    _, status = os.waitpid(process, 0)
    if not told:
        # Killed at a limit: what the program says of that is tested beside `confined`.
        return "killed", f"status {status}"
    outcome, _, said = told.partition("\t")
    return outcome, said


def _outcome(data: bytes, name: str) -> Iterator[str]:
    try:
        article = _read_here(data, name)
    except InputError as error:
        good = "\n" not in error.message and name in error.message and 20 <= len(error.message) <= 6_000
        yield "refused" if good else "wrong"
        yield error.message
    else:
        article.text.encode()
        spans = [part.span for part in article.parts]
        good = spans == sorted(spans) and all(span.of(article.text).strip() for span in spans)
        good = good and all(0 <= caption.at <= len(article.text) + 2 for caption in article.captions)
        yield "read" if good else "wrong"
        yield f"{article.title}"


def _read_here(data: bytes, name: str) -> Article:
    """`read_article` with its reader in this process, which is within the reader's limits already."""
    originals.read_document = _read_document
    return read_article(data, name=name)


def _read_document(data: bytes, *, kind: str, name: str, **known: Any) -> Document:
    chapters = known.pop("chapters", None)
    asked = {"kind": kind, "name": name, "chapters": list(chapters) if chapters else None, **known}
    return confined._document(json.dumps(child.answer_to(asked, data)).encode(), 0, name=name)


if __name__ == "__main__":
    assert set(READERS.values()) == {READERS[f".{name.partition('.')[2]}"] for name in FILES}
    main()
