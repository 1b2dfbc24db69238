"""Quizzes: set one up, take it, see the result."""

from quizapp.web.quizzes.routes import bp

__all__ = ["bp"]
