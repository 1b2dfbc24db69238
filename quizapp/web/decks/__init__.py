"""Decks and their notes: look through, rename, export, delete."""

from quizapp.web.decks.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp"]
