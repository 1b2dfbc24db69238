"""The first page: the articles, and the decks that are due."""

from quizapp.web.library.routes import bp

__all__ = ["bp"]
