"""Readers of web pages, PDF, Word, EPUB and e-mail, on files that the tests make."""
