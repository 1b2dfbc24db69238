"""Decks and their notes: look through, rename, set how they are studied, export, delete."""

from quizapp.web.decks import options
from quizapp.web.decks.routes import bp

__all__ = ["bp", "options"]
