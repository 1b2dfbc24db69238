"""Statistics: the page, and its pictures as files of their own."""

from quizapp.web.statistics.routes import bp

__all__ = ["bp"]
