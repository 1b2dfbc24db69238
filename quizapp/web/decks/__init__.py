"""Decks and their notes: look through, rename, export, delete."""

from quizapp.web.decks.routes import bp

__all__ = ["bp"]
