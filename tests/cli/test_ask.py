"""`quizapp ask`, as another program would use it."""

import json
import re

import pytest

from quizapp.services.span_questions import Asker
from quizapp.writers.proposals import Proposal
from quizapp.writers.small_model import NOTHING
from tests.writers.scripted import failed, said, serving

MILL = "Ada Bell opened a mill in 1902."


@pytest.fixture
def run(run):
    """Run the command: exit status, printed objects, lines of standard error."""

    def run_ask(*argv, data=b""):
        status, out, err = run(*argv, data=data)
        return status, [json.loads(line) for line in out.splitlines()], err

    return run_ask


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def span(text: str, answer: str) -> dict[str, object]:
    return {"text": text, "start": text.index(answer), "end": text.index(answer) + len(answer)}


def test_a_question_for_each_line_in_order(run, tmp_path):
    file = tmp_path / "spans.jsonl"
    file.write_bytes(lines(span(MILL, "1902"), span(MILL, "Ada Bell"), span(MILL, ".")))
    status, printed, err = run("ask", file)
    assert (status, err) == (0, [])
    assert printed == [
        {"question": "In what year did Ada Bell open a mill?", "score": 0.97},
        {"question": "Who opened a mill in 1902?", "score": 0.97},
        {"question": None, "reason": "the answer holds no word"},
    ]
    assert run("ask", "-", "--writer", "rules", data=file.read_bytes())[1] == printed


def test_offsets_count_characters_of_the_text_as_it_is(run):
    text = "\U0001f33e In  Ørje,\tAda Bell opened a mill\u00a0in 1902."
    assert run("ask", "-", data=lines(span(text, "1902")))[1][0]["question"].startswith(
        "In what year did Ada Bell open"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not an object"),
        (b'{"start": 0, "end": 1}', '"text" is missing'),
        (b'{"text": 5, "start": 0, "end": 1}', '"text" is missing or no string'),
        (b'{"text": "a b", "start": 0}', '"end" is missing'),
        (b'{"text": "a b", "start": "0", "end": 1}', "no whole number"),
        (b'{"text": "a b", "start": true, "end": 2}', "no whole number"),
        (b'{"text": "a b", "start": 0.0, "end": 2}', "no whole number"),
        (b'{"text": "a b", "start": 2, "end": 9}', "no range of the text, which has 3 characters"),
        (b'{"text": "a b", "start": -1, "end": 1}', "no range"),
        (b'{"text": "a b", "start": 1, "end": 1}', "no range"),
        (b'{"text": "a \\ud800", "start": 0, "end": 1}', "half a character"),
    ],
)
def test_a_bad_line_gets_its_reason_and_the_rest_goes_on(run, line, reason):
    good = lines(span(MILL, "1902"))
    status, printed, err = run("ask", "-", data=good + line + b"\n" + good)
    assert status == 1
    assert [value["question"] is None for value in printed] == [False, True, False]
    assert reason in printed[1]["reason"]
    assert err == ["quizapp: -: line 2 can't be used; the reasons are in the output."]


def test_a_text_that_is_too_long(run):
    status, printed, _ = run("ask", "-", data=lines({"text": "a " * 300_000, "start": 0, "end": 1}))
    assert status == 1
    assert "more than 500,000 characters" in printed[0]["reason"]


def test_a_text_in_another_language_gets_no_question(run):
    text = (
        "La vieja barca del puerto llevaba correo, ganado y pasajeros hasta la isla durante años, y en 1911 una"
        " gran tormenta la hundió cerca del faro. Los vecinos compraron entonces otra barca más grande."
    )
    status, printed, err = run("ask", "-", data=lines(span(text, "1911")))
    assert (status, err) == (0, [])
    assert printed == [{"question": None, "reason": "the text is in another language than questions can be asked in"}]


def test_nothing_to_read(run, tmp_path):
    assert run("ask", "-") == (0, [], [])
    status, printed, err = run("ask", tmp_path / "missing.jsonl")
    assert (status, printed) == (1, [])
    assert err == [f"quizapp: {tmp_path / 'missing.jsonl'}: can't be read (no such file or directory)."]
    assert run("ask", tmp_path) == (1, [], [f"quizapp: {tmp_path}: can't be read (is a directory)."])


HERE = "http://127.0.0.1:8080/v1"


def told(err):
    """What is said after where the text goes and what that takes."""
    first, *others = err
    stays = "quizapp: The text goes only to a server on this computer."
    assert re.fullmatch(rf"{stays} That takes the model about [\d,]+ tokens, its answers among them\.", first)
    return others


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "Missing argument 'SPANS.jsonl'"),
        (["-", "-"], "Got unexpected extra argument"),
        (["-", "--writer", "magic"], "--writer: there is no writer 'magic'"),
        (["-", "--writer", "rules,neural"], "--writer: one writer words the questions"),
        (["-", "--writer", HERE], "--model or QUIZAPP_MODEL: set the name of the model"),
        (["-", "--writer", "endpoint", "--model", "m"], "QUIZAPP_MODEL_URL: set the address of the model"),
        (["-", "--writer", "http://0.0.0.0:1", "--model", "m"], "--writer: 'http://0.0.0.0:1' is where a server"),
        (["-", "--model", "m"], "--model: no server is asked: name its address with --writer."),
    ],
    ids=str,
)
def test_a_wrong_command_is_one_line_and_status_2(run, argv, says):
    status, printed, err = run("ask", *argv)
    assert (status, printed, len(err)) == (2, [], 1)
    assert says in err[0]


SCRIPT = {"1902": "when did Ada Bell open", "a mill": "What did Bo Bell open?", "It": "What burnt down?"}


class Scripted:
    """Stands for the small model: asks by the answer that the prompt names."""

    def ask(self, prompts, progress=None):
        answers = [prompt.split("Answer: ")[1].split("\n")[0] for prompt in prompts]
        asked = [SCRIPT.get(answer, "Who opened a mill?") for answer in answers]
        return [NOTHING if one == "mill" else Proposal(asks, -0.5) for one, asks in zip(answers, asked, strict=True)]


@pytest.fixture
def scripted(monkeypatch):
    monkeypatch.setattr("quizapp.writers.small_model.open_small_model", lambda adapter: Scripted())


@pytest.mark.usefixtures("scripted")
def test_the_small_model_asks_in_order_and_says_why_not(run):
    two = f"{MILL} It burnt down."
    given = [
        span(MILL, "1902"),
        {"text": MILL, "start": 5, "end": 99},
        span(MILL, "mill"),
        span(MILL, "a mill"),
        span(two, "1902. It"),
        span(MILL, "."),
        span(two, "It"),
        *[span(MILL, "Ada Bell")] * 40,
    ]
    status, printed, err = run("ask", "-", "--writer", "neural", data=lines(*given))
    assert (status, err) == (
        1,
        [
            "quizapp: The text stays on this computer.",
            "quizapp: -: line 2 can't be used; the reasons are in the output.",
        ],
    )
    assert printed == [
        {"question": "When did Ada Bell open?", "score": 0.6065},
        {"question": None, "reason": '"start" and "end" are no range of the text, which has 31 characters'},
        {"question": None, "reason": "the model comes to no question"},
        {"question": None, "reason": "the model's question brings in “Bo”, which is not in the text"},
        {"question": None, "reason": "no one sentence holds the answer"},
        {"question": None, "reason": "the answer holds no word"},
        {"question": "What burnt down?", "score": 0.6065},
        *[{"question": "Who opened a mill?", "score": 0.6065}] * 40,
    ]


def test_without_the_small_model_the_person_is_told(run, monkeypatch):
    monkeypatch.setattr("quizapp.writers.packaged.MODEL_PACKAGE", "no_such_package")
    status, printed, err = run("ask", "-", "--writer", "neural", data=lines(span(MILL, "1902")))
    assert (status, printed, len(err)) == (1, [], 1)
    assert "make run EXTRAS=neural" in err[0]


FARM = "Ivo Lund sold the farm."
ASKED = {
    "questions": [
        {"number": 1, "question": "Who opened a mill in 1902?"},
        {"number": 2, "question": "Who sold it?"},
        {"number": 3, "question": "What did Bo Lund sell?"},
    ]
}


@pytest.mark.parametrize("named", ["by its address", "by the settings"])
def test_a_server_asks_in_order_and_says_why_not(run, environment, named):
    farm = [span(FARM, "Ivo Lund"), span(FARM, "the farm")]
    given = [span(MILL, "Ada Bell"), {"text": MILL, "start": 5, "end": 99}, span(MILL, "."), *farm]
    with serving(said(ASKED)) as server:
        url = server.endpoint().url
        if named == "by its address":
            argv = ("--writer", url, "--model", "parrot")
        else:
            environment |= {"QUIZAPP_MODEL_URL": url, "QUIZAPP_MODEL": "parrot"}
            argv = ("--writer", "endpoint")
        status, printed, err = run("ask", "-", *argv, data=lines(*given))
    assert (status, told(err)) == (
        1,
        ["quizapp: parrot: 120 tokens.", "quizapp: -: line 2 can't be used; the reasons are in the output."],
    )
    assert printed == [
        {"question": "Who opened a mill in 1902?", "score": 0.9},
        {"question": None, "reason": '"start" and "end" are no range of the text, which has 31 characters'},
        {"question": None, "reason": "the answer holds no word"},
        {"question": "Who sold it?", "score": 0.9},
        {"question": None, "reason": "the model's question brings in “Bo”, which is not in the text"},
    ]
    assert len(server.asked) == 1


def test_a_server_that_is_down_is_the_reason_of_every_line(run, monkeypatch):
    monkeypatch.setattr("quizapp.writers.endpoint.chat.FIRST_PAUSE", 0.0)
    with serving(said("")) as server:
        url = server.endpoint().url
    given = [span(MILL, "Ada Bell")] * 40
    status, printed, err = run("ask", "-", "--writer", url, "--model", "parrot", data=lines(*given))
    reason = f"{url} can't be reached: check that the model's server runs, and its address."
    assert (status, told(err)) == (1, [f"quizapp: -: 40 lines have no question: {reason}"])
    assert printed == [{"question": None, "reason": reason}] * 40


def test_a_server_that_fails_on_the_way_costs_no_question_before(run):
    questions = [{"number": number, "question": "Who opened a mill in 1902?"} for number in range(1, 17)]
    with serving([said({"questions": questions}), failed(401)]) as server:
        argv = ("--writer", server.endpoint().url, "--model", "parrot")
        status, printed, err = run("ask", "-", *argv, data=lines(*[span(MILL, "Ada Bell")] * 70))
    reason = "127.0.0.1 wants a key (401): set QUIZAPP_MODEL_KEY, or the key on the page “Writers”."
    assert (status, told(err)) == (
        1,
        ["quizapp: parrot: 120 tokens.", f"quizapp: -: 54 lines have no question: {reason}"],
    )
    assert [one["question"] is not None for one in printed] == [True] * 16 + [False] * 54
    assert {one.get("reason") for one in printed} == {None, reason}
    assert len(server.asked) == 2


def test_a_line_that_a_server_declines_to_hear_of_costs_no_other(run):
    def answer(asked, connection):
        given = asked.json["messages"][1]["content"]
        every = [{"number": number, "question": "Who opened a mill in 1902?"} for number in range(1, 17)]
        return failed(400, "policy") if "<<1902>>" in given else said({"questions": every})

    with serving(answer) as server:
        argv = ("--writer", server.endpoint().url, "--model", "parrot")
        given = [span(MILL, "1902" if at == 20 else "Ada Bell") for at in range(48)]
        status, printed, err = run("ask", "-", *argv, data=lines(*given))
    reason = (
        "127.0.0.1 declined the request (400), saying “policy”: check the model's name and context (QUIZAPP_MODEL,"
        " QUIZAPP_MODEL_CONTEXT or the page “Writers”), or look at the messages of its server."
    )
    assert (status, told(err)) == (1, ["quizapp: parrot: 720 tokens.", f"quizapp: -: 1 line has no question: {reason}"])
    assert [one.get("reason") for one in printed] == [reason if at == 20 else None for at in range(48)]


def test_before_a_text_leaves_this_computer_it_is_said(run, monkeypatch):
    asker = Asker(lambda spans: [], lambda spans: 1_200, lambda: 1_034)
    monkeypatch.setattr("quizapp.services.span_questions.make_asker", lambda *_, endpoint: asker)
    argv = ("--writer", "https://api.example.org/v1", "--model", "large")
    takes = "That takes the model about 1,200 tokens, its answers among them."
    goes = f"quizapp: The text goes to api.example.org. {takes}"
    assert run("ask", "-", *argv) == (0, [], [goes, "quizapp: large: 1,034 tokens."])
