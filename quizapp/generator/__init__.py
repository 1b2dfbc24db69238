"""From an article to notes worth keeping: the stages, each a module, and nothing but text and time passed in."""
