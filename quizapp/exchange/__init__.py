"""Bytes in, domain values out, and back: articles, deck files, Anki packages, what the command line prints."""
