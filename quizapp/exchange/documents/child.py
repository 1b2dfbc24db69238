"""What runs in the process that reads one document: limits first, then the reader, then one line of JSON."""

import json
import logging
import sys
import warnings
from typing import Any

from quizapp.errors import InputError
from quizapp.exchange.decoding import is_garbled
from quizapp.exchange.documents.document import MAX_CHARACTERS, Block, Document

_SPARE_SECONDS = 2
"""The processor's limit lies this much beyond that of the clock, which comes first and says it better."""


def main() -> None:
    """Read a document from standard input, as `confined.read_document` writes it, and answer on standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(memory=asked["memory"], seconds=asked["seconds"], output=asked["output"])
    logging.disable()
    warnings.simplefilter("ignore")
    try:
        answer = answer_to(asked, sys.stdin.buffer.read())
        written = json.dumps(answer).encode()
    except MemoryError:
        written = b'{"memory": true}'
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def answer_to(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What is answered: the document, an error for the person, or that memory ran out."""
    try:
        document = read(asked, data)
    except InputError as error:
        return {"error": error.message, "field": error.field}
    except MemoryError:
        return {"memory": True}
    except Exception:  # a reader that fails on hostile bytes; which way says nothing to the person
        return {}
    if sum(len(block.text) for block in document.blocks) > MAX_CHARACTERS:
        limit = f"{MAX_CHARACTERS // 1_000_000} million"
        return {"error": f"{asked['name']} has more than {limit} characters of text: cut it into parts.", "field": None}
    if is_garbled("".join(block.text for block in document.blocks)):
        said = "holds no readable text: it is damaged, or not what its name says. Save it again, or paste its text."
        return {"error": f"{asked['name']} {said}", "field": None}
    return {
        "blocks": [(block.kind.value, block.text) for block in document.blocks],
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "url": document.url,
        "chapters": document.chapters,
        "sign": document.sign,
        "publication": document.publication,
        "unsure": document.unsure,
    }


def read(asked: dict[str, Any], data: bytes) -> Document:
    """The document, by the reader of its kind; only that one is loaded."""
    name = asked["name"]
    match asked["kind"]:
        case "text":
            return Document((Block(_plain_text(data, name=name)),))
        case "markdown":
            from quizapp.exchange.markdown_text import read_markdown

            return read_markdown(_plain_text(data, name=name), name=name)
        case "html":
            from quizapp.exchange.documents.web_page import read_web_page

            return read_web_page(data, name=name, url=asked["url"], declared=asked["declared"])
        case "mhtml":
            from quizapp.exchange.documents.mail import read_mhtml

            return read_mhtml(data, name=name)
        case "eml":
            from quizapp.exchange.documents.mail import read_mail

            return read_mail(data, name=name)
        case "pdf":
            from quizapp.exchange.documents.pdf import read_pdf

            return read_pdf(data, name=name)
        case "docx":
            from quizapp.exchange.documents.word import read_word

            return read_word(data, name=name)
        case "epub":
            from quizapp.exchange.documents.epub import read_epub

            return read_epub(data, name=name, chapters=asked["chapters"])
        case kind:
            raise ValueError(f"no reader of {kind}")


def _plain_text(data: bytes, *, name: str) -> str:
    """The characters of a text file, its line ends LF, and not one of them else."""
    from quizapp.exchange.decoding import decode_text

    return decode_text(data, name=name).replace("\r\n", "\n").replace("\r", "\n")


def _limit(*, memory: int, seconds: float, output: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + _SPARE_SECONDS,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
