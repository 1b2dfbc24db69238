"""A person at the app with a clock that stands still and a generator that needs no model."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.web import samples
from tests.web.person import Page, Person


@dataclass
class Clock:
    """An instant that passes only when it is told to."""

    now: datetime = datetime(2025, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def person(app: Flask, clock: Clock) -> Iterator[Person]:
    app.extensions["quizapp"] = replace(app.extensions["quizapp"], generate=samples.generate, clock=clock)
    with app.test_client() as client:
        yield Person(client)


@pytest.fixture
def triage(person: Person) -> Page:
    """The sample article just added: its first draft beside the article."""
    return add_sample(person)


@pytest.fixture
def deck(triage: Page) -> Page:
    """The page after keeping every draft of the sample article."""
    return triage.press("Keep all")


def add_sample(person: Person, **known: str) -> Page:
    page = person.open("/articles/new")
    return page.press("Make cards", **({"text": samples.TEXT, "title": samples.TITLE} | known))
