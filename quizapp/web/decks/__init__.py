"""Decks and their notes: look through, rename, set how they are studied, export, delete."""

from quizapp.web.decks import options
from quizapp.web.decks.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp", "options"]
