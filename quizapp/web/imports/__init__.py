"""Decks from files: bring them in, see what came of it, take it back."""

from quizapp.web.imports.routes import CHECK_THEIR_OWN_TOKEN, bp

__all__ = ["CHECK_THEIR_OWN_TOKEN", "bp"]
