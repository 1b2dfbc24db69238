"""``python -m tests.quality`` prints a line a figure and says by its exit status whether the floors hold."""

import pytest

from quizapp.article import Article, Evidence, Span
from tests.quality import __main__ as runner
from tests.quality.corpus import LabelledArticle
from tests.quality.labels import LabelledFact
from tests.quality.values import ScoredCard

ARTICLE = Article(text="Ada Bell opened a house for 12 otters.", title="Otters")
CARD = ScoredCard("What did Ada Bell open?", "a house", evidence=(Evidence(Span(0, 38)),))
SOURCE = LabelledArticle("otters", ARTICLE, (LabelledFact("opened", True, "house", ("open",)),), ())


@pytest.fixture
def run(monkeypatch, tmp_path):
    def run(floors: str, *arguments: str) -> int:
        (tmp_path / "floors.toml").write_text(floors)
        monkeypatch.setattr(runner, "FLOORS", tmp_path / "floors.toml")
        monkeypatch.setattr(runner, "REPORT", tmp_path / "report")
        monkeypatch.setattr(runner, "shared_data", lambda: None)
        monkeypatch.setattr(runner, "deck_articles", lambda: (SOURCE,))
        monkeypatch.setattr(runner, "generator", lambda names: lambda article, cap: ((CARD,), ()))
        return runner.main(arguments)

    return run


def test_figures_at_their_floors(run, capsys):
    assert run("[decks]\ncoverage = 1.0\nyield = 12.5\n[shared]\ncoverage = 1.0\n") == 0
    assert capsys.readouterr().out.splitlines() == [
        "quality shared, wider, held, pages, neural: not measured, needs shared data (QUIZAPP_SHARED, or ../shared)",
        "quality decks-coverage 1.000 floor 1.000",
        "quality decks-yield 12.500 floor 12.500",
    ]


def test_figure_below_its_floor(run, capsys):
    assert run("[decks]\ncoverage = 1.0\nyield = 13.0\n", "--only", "decks") == 1
    assert capsys.readouterr().out.splitlines() == [
        "quality decks-coverage 1.000 floor 1.000",
        "quality decks-yield 12.500 floor 13.000 BELOW",
    ]


def test_only_some_figures(run, capsys):
    assert run("[decks]\ncoverage = 1.0\nyield = 13.0\n", "--only", "decks-cov") == 0
    assert capsys.readouterr().out == "quality decks-coverage 1.000 floor 1.000\n"


def test_unknown_figure(run, capsys):
    assert run("[decks]\ncoverage = 1.0\n", "--only", "decks-speed") == 2
    assert "no figure's name starts with 'decks-speed'" in capsys.readouterr().err


def test_report_pages(run, tmp_path):
    assert run("[decks]\ncoverage = 1.0\n", "--only", "decks", "--report") == 0
    assert "quality decks-coverage 1.000" in (tmp_path / "report" / "decks.md").read_text()
    assert "What did Ada Bell open?" in (tmp_path / "report" / "decks" / "otters.md").read_text()
