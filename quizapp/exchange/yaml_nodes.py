"""YAML text to nodes that know their line, with nothing in them that can blow up."""

import yaml

MAX_DEPTH = 12
"""Deck files nest five levels."""
MAX_NODES = 400_000
"""More than a deck file of ten thousand notes has."""


class YamlError(Exception):
    """What is wrong with the YAML, in words, and the line it is on, counted from 1."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


class _Loader(yaml.SafeLoader):
    """Composes nodes, refusing repetition by reference and deep nesting before either costs anything."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(f"'*{event.anchor}' repeats another part: write it out", line)
        if self._depth == MAX_DEPTH:
            raise YamlError("lists and mappings are nested too deeply: take brackets out", line)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise YamlError("there are too many values: split the file", line)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def compose(text: str) -> yaml.Node | None:
    """The one document in ``text``, None when there is none; `YamlError` for broken YAML, aliases and deep nesting.

    Scalars are never turned into Python values: a node's ``value`` is the text as it was written.
    """
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join((error.problem or error.context or "can't be read").split())
        advice = "look for a missing quote, colon or space here or just above"
        raise YamlError(f"{problem}: {advice}", mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError("there is a character that YAML does not allow: take it out", line) from error
    except ValueError as error:  # An escape beyond the last character.
        raise YamlError("there is an escape that stands for no character: look for \\U", 1) from error
