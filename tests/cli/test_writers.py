"""Who words the cards, as it is asked for and told on the command line."""

import json
import sqlite3

import pytest

from quizapp.cli.files import processes
from quizapp.generator.rules import rules
from quizapp.services import generation
from tests.scripted import ScriptedWriter

BRIDGE = "The Tower Bridge in London was opened by the Prince of Wales on 30 June 1894."
QUESTION = "Who opened the Tower Bridge in London on 30 June 1894?"
HERE, THERE, KEY = "http://127.0.0.1:8080/v1", "https://api.example.org/v1", "sk-not-to-be-seen"
TAKES = "An article of 600 words takes the model about 3,900 tokens, its answers among them."
HERE_ONLY = "The text stays on this computer."
STAYS = f"The text goes only to a server on this computer. {TAKES}"
DOWN = "llama3 did not answer: connection refused."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE)
    return path


@pytest.fixture(autouse=True)
def scripted(monkeypatch):
    """The models that are asked for write a card each; one that is called llama3 does not answer."""

    def make(choice):
        models = {
            "neural": ScriptedWriter("neural", {"Prince of Wales": QUESTION}, unsupported=1),
            "large": ScriptedWriter("large", {"Prince of Wales": QUESTION}, tokens=1200),
            "llama3": ScriptedWriter("llama3", problem=DOWN),
            "rules": rules,
        }
        return [models[title] for title in choice.titles]

    monkeypatch.setattr(generation, "make_writers", make)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--writers", "magic"], "--writers: there is no writer 'magic': name rules, neural, endpoint or a model's"),
        (["--writers", "rules,rules"], "--writers: there is more than one rules among the writers"),
        (["--writers", ""], "--writers: no writer is named"),
        (["--writers", "endpoint"], "QUIZAPP_MODEL_URL: set the address of the model"),
        (["--writers", HERE], "--model or QUIZAPP_MODEL: set the name of the model"),
        (["--writers", HERE, "--model", ""], "--model: "),
        (["--writers", "http://0.0.0.0:1", "--model", "m"], "--writers: 'http://0.0.0.0:1' is where a server listens"),
        (["--writers", HERE, "--model", "\udcff"], "--model: The model's name has a character that can't be seen"),
        (["--writers", HERE, "--model", "neural"], "--model: 'neural' is the name of another writer"),
        (["--model", "large"], "--model: no server is asked"),
    ],
    ids=str,
)
@pytest.mark.parametrize("verb", ["generate", "import"])
def test_writers_that_can_t_be_asked_for(run, article, verb, argv, says):
    status, out, err = run(verb, article, *argv)
    assert (status, out, len(err)) == (2, "", 1)
    assert err[0].startswith(f"quizapp {verb}: {says}")


@pytest.mark.parametrize("verb", ["generate", "import"])
def test_a_wrong_setting_is_named(run, article, environment, verb):
    environment |= {"QUIZAPP_WRITERS": "endpoint", "QUIZAPP_MODEL_URL": HERE, "QUIZAPP_MODEL_KEY": f"{KEY} {KEY}"}
    status, out, err = run(verb, article)
    assert (status, out, err) == (
        1,
        "",
        ["quizapp: QUIZAPP_MODEL: set the name of the model, as its server calls it, such as llama3.2."],
    )
    environment["QUIZAPP_MODEL"] = "large"
    status, out, err = run(verb, article)
    assert (status, out, len(err)) == (1, "", 1)
    assert err[0].startswith("quizapp: QUIZAPP_MODEL_KEY: ")
    assert KEY not in err[0]


@pytest.mark.parametrize(
    ("argv", "model", "said"),
    [
        ([], None, []),
        (["--writers", "rules"], None, []),
        (
            ["--writers", "neural"],
            "neural",
            [HERE_ONLY, "neural: 2 proposals, 1 card.", "1 of 2 proposals of neural was not supported by the article."],
        ),
        (["--writers", HERE, "--model", "large"], "large", [STAYS, "large: 1 proposal, 1 card, 1,200 tokens."]),
        (
            ["--writers", THERE, "--model", "large"],
            "large",
            [f"The text goes to api.example.org. {TAKES}", "large: 1 proposal, 1 card, 1,200 tokens."],
        ),
    ],
    ids=str,
)
def test_cards_and_accounts_say_who_wrote(run, article, argv, model, said):
    status, out, err = run("generate", article, "--format", "json", *argv)
    assert (status, err) == (0, [f"quizapp: {line}" for line in said])
    made = json.loads(out)
    assert {card["writer"] for card in made["cards"]} == {model or "rules"}
    assert [one["writer"] for one in made["writers"]] == [model or "rules"]
    assert made["writers"][0]["cards"] == len(made["cards"])
    assert KEY not in out


def test_the_other_forms_say_who_wrote(run, article):
    argv = ("generate", article, "--writers", "neural")
    assert "\n   (neural)" in run(*argv)[1]
    assert "writer: neural\n" in run(*argv, "--format", "yaml")[1]
    assert "writer:" not in run("generate", article, "--format", "yaml")[1]


def test_a_model_that_does_not_answer_costs_no_card_of_the_rules_and_is_told_once(run, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Ada Bell opened the Mill bakery in Aberdeen in 1902.")
    argv = ("generate", article, other, "--format", "json", "--jobs", 1, "--model", "llama3")
    status, out, err = run(*argv, "--writers", f"rules,{HERE}")
    first, second = map(json.loads, out.splitlines())
    assert (status, len(first["cards"]) > 0, len(second["cards"]) > 0) == (0, True, True)
    assert first["writers"][1]["problem"] == DOWN
    proposals, cards = (sum(made["writers"][0][name] for made in (first, second)) for name in ("proposed", "cards"))
    assert err == [
        f"quizapp: {STAYS}",
        f"quizapp: {DOWN} The rules' cards are kept.",
        f"quizapp: rules: {proposals} proposals, {cards} cards.",
        "quizapp: llama3: 0 proposals, 0 cards.",
    ]
    status, out, err = run(*argv, "--writers", HERE)
    assert (status, err) == (1, [f"quizapp: {STAYS}", *(f"quizapp: {path}: {DOWN}" for path in (article, other))])


def test_an_import_says_who_wrote_and_keeps_no_key(run, article, environment):
    environment |= {"QUIZAPP_MODEL_KEY": KEY, "QUIZAPP_MODEL": "large"}
    status, out, err = run("import", article, "--writers", THERE)
    assert (status, out) == (0, f"{article}: 1 draft to look through.\n")
    assert err == [
        f"quizapp: The text goes to api.example.org. {TAKES}",
        "quizapp: large: 1 proposal, 1 card, 1,200 tokens.",
    ]
    with sqlite3.connect(f"{environment['QUIZAPP_DATA']}/quizapp.sqlite3") as library:
        assert library.execute("SELECT writer FROM notes WHERE status = 'draft'").fetchall() == [("large",)]
        assert KEY not in "".join(library.iterdump())
    library.close()


@pytest.fixture
def chosen_in_library(run, environment):
    """A library whose owner has chosen the model that is called large."""
    assert run("due")[0] == 0
    chosen = json.dumps({"names": ["endpoint"], "url": HERE, "model": "large"})
    with sqlite3.connect(f"{environment['QUIZAPP_DATA']}/quizapp.sqlite3") as library:
        library.execute("UPDATE owners SET writers = ?", (chosen,))
    library.close()


@pytest.mark.usefixtures("chosen_in_library")
def test_an_import_has_the_writers_that_were_chosen_in_the_library(run, article):
    assert run("import", article)[2] == [f"quizapp: {STAYS}", "quizapp: large: 1 proposal, 1 card, 1,200 tokens."]
    assert run("import", article, "--writers", "rules")[2] == []
    assert "those that were chosen in the library, else rules" in told_by(run, "import")


@pytest.mark.usefixtures("chosen_in_library")
@pytest.mark.parametrize("verb", ["generate", "compare"])
def test_what_needs_no_library_looks_into_none(run, article, verb):
    status, out, _ = run(verb, article, "--format", "json")
    assert (status, [one["writer"] for one in json.loads(out)["writers"]]) == (0, ["rules"])
    assert "are for the articles of that library alone" in told_by(run, verb)


def told_by(run, verb):
    """What a verb tells of itself, in one line."""
    return " ".join(run(verb, "--help")[1].split())


def test_a_process_that_uses_two_cores_counts_twice(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert (processes(None, 100), processes(None, 100, threads=2), processes(3, 100, threads=2)) == (4, 2, 3)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert processes(None, 100, threads=2) == 1


def test_a_dry_run_prints_what_would_be_asked_and_sends_nothing(run, article):
    argv = ("generate", article, "--dry-run", "--model", "large", "--writers", f"rules,neural,{THERE}")
    status, out, err = run(*argv)
    assert (status, err) == (0, [])
    assert f"{article}: large at api.example.org, another computer: 1 request, about " in out
    assert out.endswith(f"{article}: Nothing was sent.\n")
    status, out, _ = run(*argv, "--format", "json")
    planned = json.loads(out)
    assert (status, planned["goes_to"]) == (0, "api.example.org")
    neural, large = planned["writers"]
    assert (neural["writer"], large["writer"], large["requests"]) == ("neural", "large", 1)
    assert neural["shown"].count("<<") == neural["shown"].count("\nQuestion:") == neural["requests"] > 0
    assert BRIDGE in large["shown"]
    assert 300 < large["tokens"] < 3000
    assert run("generate", article, "--dry-run")[1] == f"{article}: the rules ask no model.\n"


def test_a_dry_run_says_why_no_model_would_be_asked(run, tmp_path):
    path = tmp_path / "pont.txt"
    path.write_text("Le pont de la ville a été construit en 1894 par l'architecte Anne Dubois, née à Lyon. " * 3)
    argv = ("generate", path, "--dry-run", "--model", "large", "--writers", f"rules,{THERE}")
    remark = "The text is in French, in which only the rules write cards."
    assert run(*argv) == (0, f"{path}: {remark}\n\n{path}: Nothing was sent.\n", [])


@pytest.mark.parametrize("argv", [("--format", "yaml"), ("--format", "json", "-o", "out.json", "--resume")], ids=str)
def test_a_dry_run_writes_no_deck(run, article, argv):
    status, _, err = run("generate", article, "--dry-run", *argv)
    assert (status, len(err)) == (2, 1)
