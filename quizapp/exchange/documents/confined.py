"""Reading a document in a process of its own, which can be killed and can't take more than its share."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document, Sign

MAX_OUTPUT = 40_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: seconds by the clock, bytes of memory."""

    seconds: float = 30.0
    memory: int = 1_500_000_000


LIMITS = Limits()


def read_document(
    data: bytes,
    *,
    kind: str,
    name: str,
    url: str | None = None,
    declared: str | None = None,
    chapters: Sequence[int] | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """The document in ``data``, read by the reader of ``kind`` ("html", "pdf" ...) in a process of its own.

    ``url`` is where a page came from, ``declared`` the encoding that came with it, ``chapters`` those of a book.
    `InputError` in one line when the reader refuses it, takes longer or more memory than ``limits``, or fails.
    """
    asked = {"kind": kind, "name": name, "memory": limits.memory, "seconds": limits.seconds, "output": MAX_OUTPUT}
    asked |= {"url": url, "declared": declared, "chapters": list(chapters) if chapters else None}
    environ = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TZ", "TMPDIR") if key in os.environ}
    environ |= {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        given.write(json.dumps(asked).encode() + b"\n" + data)
        given.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-c", "from quizapp.exchange.documents.child import main; main()"],
                stdin=given,
                stdout=made,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
                env=environ,
                check=False,
                close_fds=True,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(
                f"{name} took longer than {limits.seconds:.0f} seconds to read: paste the part that matters."
            ) from error
        made.seek(0)
        answer = made.read(MAX_OUTPUT)
    return _document(answer, done.returncode, name=name)


def _document(answer: bytes, status: int, *, name: str) -> Document:
    try:
        told = json.loads(answer) if status == 0 else {}
    except ValueError:
        told = {}
    if "error" in told:
        raise InputError(str(told["error"]), field=told.get("field"))
    if "memory" in told:
        raise InputError(f"{name} needs too much memory to be read: paste the part that matters.")
    if "blocks" not in told:
        raise InputError(f"{name} can't be read, it seems damaged: save it again, or paste its text.")
    return Document(
        blocks=tuple(Block(text, BlockKind(kind)) for kind, text in told["blocks"]),
        title=told["title"],
        author=told["author"],
        published=told["published"],
        url=told["url"],
        chapters=tuple(told["chapters"]),
        sign=Sign(told["sign"]) if told["sign"] else None,
        publication=told["publication"],
        unsure=tuple(told["unsure"]),
    )
