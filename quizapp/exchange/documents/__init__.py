"""Readers of files that hold more than plain text: web pages, PDF, Word, EPUB, e-mail.

Each reader is a function of bytes that gives a `Document`. What calls them from outside is `confined.read_document`,
which runs them in a process of its own that can be killed.
"""
