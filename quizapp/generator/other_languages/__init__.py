"""Cards about articles in languages other than English: clozes and quotations, with any spaCy pipeline installed.

Nothing here knows a grammar. Sentences and quotations are found by their marks, names by the pipeline's entities, and
what a language calls things stands in `words`.
"""
