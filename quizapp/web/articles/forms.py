"""The form that takes an article."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from quizapp.article import Article, check_published
from quizapp.errors import InputError, QuizError
from quizapp.exchange.articles import parse_chapters, read_article, read_pasted
from quizapp.services.article_facts import FIELDS
from quizapp.web.context import web
from quizapp.web.text import safe_link


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
    """An article as a link, as pasted text or as a file, with what is known about it."""

    text = TextAreaField(_l("Text"))
    file = FileField(_l("File"))
    chapters = StringField(_l("Chapters of a book"), [Length(max=200)], filters=[_stripped])
    title = StringField(_l("Title"), [Length(max=500)], filters=[_stripped])
    url = StringField(_l("Link"), [Length(max=2000)], filters=[_stripped])
    author = StringField(_l("Author"), [Length(max=300)], filters=[_stripped])
    published = StringField(_l("Published"), filters=[_stripped])

    def validate_text(self, field: Field) -> None:
        """One of the two, text or file; a link when there is neither."""
        if self.file.data and _stripped(field.data):
            raise ValidationError(_l("There is a text and a file. Leave one of them out."))
        if not self.file.data and not _stripped(field.data) and not self.url.data:
            raise ValidationError(_l("There is no article yet. Give its link, paste its text, or choose a file."))

    def validate_url(self, field: Field) -> None:
        """A web address, or nothing."""
        if field.data and not safe_link(field.data):
            raise ValidationError(_l("This is not a web address. It starts with https:// or http://."))

    def validate_published(self, field: Field) -> None:
        """A day, a month or a year, or nothing."""
        if field.data:
            try:
                check_published(field.data)
            except InputError as error:
                raise ValidationError(error.message) from error

    def article(self) -> Article:
        """The article that was given. Raises `InputError`."""
        known = {name: self[name].data or None for name in ("title", "url", "published")}
        author = self.author.data or None
        if self._is_link_only():
            article = web().read_link(known.pop("url"), **known)
            return replace(article, author=author) if author else article
        if not self.file.data:
            return read_pasted(self.text.data, author=author, **known)
        article = read_article(
            self.file.data.read(),
            name=self.file.data.filename,
            chapters=parse_chapters(self.chapters.data or ""),
            whole_books=False,
            **known,
        )
        return replace(article, author=author) if author else article

    def _is_link_only(self) -> bool:
        return bool(self.url.data) and not self.file.data and not _stripped(self.text.data)

    def blame(self, error: QuizError) -> None:
        """Put the message of ``error`` beside the field it is about, or beside where the article came from."""
        source = "url" if self._is_link_only() else "file" if self.file.data else "text"
        name = error.field if error.field in self and error.field not in ("text", "file") else source
        self[name].errors = [*self[name].errors, error.message]
