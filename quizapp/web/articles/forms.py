"""The form that takes an article."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from quizapp.article import Article, check_published
from quizapp.errors import InputError, QuizError
from quizapp.exchange.articles import parse_chapters, read_pasted
from quizapp.jobs.kinds.read_source import file_given
from quizapp.services.article_facts import FIELDS
from quizapp.web.text import safe_link
from quizapp.web.words import gettext as _

MOST_AT_ONCE = 20
"""Articles that one form takes."""
LONGEST_LINK = 2_000


def _stripped(value: str | None) -> str:
    return (value or "").strip()


class AboutForm(FlaskForm):
    """What is known about an article, to correct."""

    title = StringField(_l("Title"), [Length(max=500)], filters=[_stripped])
    author = StringField(_l("Author"), [Length(max=300)], filters=[_stripped])
    publication = StringField(_l("Publication"), [Length(max=300)], filters=[_stripped])
    published = StringField(_l("Published"), filters=[_stripped])
    url = StringField(_l("Link"), [Length(max=2000)], filters=[_stripped])

    def facts(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: self[name].data or "" for name in FIELDS}

    def blame(self, error: QuizError) -> None:
        """Put the message of ``error`` beside the field it is about."""
        name = error.field if error.field in self else "title"
        self[name].errors = [*self[name].errors, error.message]


class ArticleForm(FlaskForm):
    """Articles as links, as pasted text or as files, with what is known about the only one."""

    text = TextAreaField(_l("Text"))
    marked = HiddenField()
    """Not empty when the page has marked headings and lists in what was pasted."""
    file = MultipleFileField(_l("Files"))
    chapters = StringField(_l("Chapters of a book"), [Length(max=200)], filters=[_stripped])
    title = StringField(_l("Title"), [Length(max=500)], filters=[_stripped])
    url = TextAreaField(_l("Links"), filters=[_stripped])
    author = StringField(_l("Author"), [Length(max=300)], filters=[_stripped])
    published = StringField(_l("Published"), filters=[_stripped])

    @classmethod
    def again(cls, payload: Mapping[str, Any], error: QuizError | None) -> Self:
        """The form as it was filled in for the job with that payload, of `sources`, and what was wrong."""
        given, link = payload["given"], payload.get("link")
        chapters = ", ".join(map(str, payload.get("chapters", ())))
        form = cls(formdata=None, data={"url": link, **given, "chapters": chapters})
        if error is not None:
            form.blame(error, source="url" if link else "file")
        return form

    @property
    def links(self) -> list[str]:
        """The links, each once."""
        return list(dict.fromkeys((self.url.data or "").split()))

    @property
    def files(self) -> list[FileStorage]:
        """The files that were chosen: a browser sends one without a name when there are none."""
        return [file for file in self.file.data or () if file.filename]

    @property
    def is_several(self) -> bool:
        """True when there are several articles: a single file with a single link is one."""
        return len(self.files) > 1 or len(self.links) > 1

    def validate_text(self, field: Field) -> None:
        """Text, or files, or links; a link beside one of the others says where that comes from."""
        if self.files and _stripped(field.data):
            raise ValidationError(_l("There is a text and a file. Leave one of them out."))
        if self.is_several and _stripped(field.data):
            raise ValidationError(_l("There is a text and several links. Leave the text out, or add it by itself."))
        if not self.files and not _stripped(field.data) and not self.links:
            raise ValidationError(_l("There is no article yet. Give its link, paste its text, or choose a file."))

    def validate_url(self, field: Field) -> None:
        """Web addresses, or nothing."""
        for link in self.links:
            if not safe_link(link):
                if not self.is_several:
                    raise ValidationError(_l("This is not a web address. It starts with https:// or http://."))
                raise ValidationError(
                    _("“%(link)s” is not a web address. It starts with https:// or http://.", link=link)
                )
            if len(link) > LONGEST_LINK:
                raise ValidationError(_l("A link has at most 2,000 characters."))
        if len(self.links) + len(self.files) > MOST_AT_ONCE:
            raise ValidationError(
                _("At most %(most)s at once: add the others afterwards, or use the command “quizapp import”.",
                  most=MOST_AT_ONCE)
            )  # fmt: skip

    def validate_chapters(self, field: Field) -> None:
        """Nothing when there are several articles."""
        if self.is_several and field.data:
            raise ValidationError(_l("Chapters can be chosen of one book only. Add it by itself."))

    def validate_title(self, field: Field) -> None:
        """Nothing when there are several articles."""
        if self.is_several and field.data:
            raise ValidationError(_l("There are several articles, so they can't have one title. Leave it empty."))

    def validate_published(self, field: Field) -> None:
        """A day, a month or a year, or nothing."""
        if field.data:
            try:
                check_published(field.data)
            except InputError as error:
                raise ValidationError(error.message) from error

    def sources(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The links to fetch and the files to read, each by its name, with the payload of the job that does it.

        None for pasted text. Raises `InputError`, before the first, for chapters that can't be told.
        """
        given, links = self._known(), self.links
        if links and not self.is_several and (self.files or _stripped(self.text.data)):
            given["url"] = links.pop()  # which only says where the article comes from
        about = {"given": given, "chapters": parse_chapters(self.chapters.data or "")}
        for link in links:
            yield link, {"link": link, **about}
        for file in self.files:
            name = file.filename or ""
            yield name, {**file_given(name, file.stream), **about}

    def pasted(self) -> Article:
        """The article that was pasted. Raises `InputError`."""
        url = self.links[0] if self.links else None
        return read_pasted(self.text.data, url=url, is_marked=bool(self.marked.data), **self._known())

    def _known(self) -> dict[str, str]:
        """What was said about the article, or about every one of several."""
        return {name: self[name].data for name in ("title", "author", "published") if self[name].data}

    def blame(self, error: QuizError, *, source: str | None = None) -> None:
        """Put the message of ``error`` beside the field it is about, else where the article came from, ``source``."""
        source = source or ("file" if self.files else "text" if _stripped(self.text.data) else "url")
        name = error.field if error.field in self and error.field not in ("text", "file") else source
        self[name].errors = [*self[name].errors, error.message]
