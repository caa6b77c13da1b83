"""The report says what was heard, what was missed, and how sure the figures are."""

from typing import Any

from evaluation import report
from evaluation.heldout import Row, Topic
from evaluation.listening import Set, listen
from evaluation.targets import TARGETS

ROWS: dict[Topic, list[Row]] = {
    "intents": [
        {"text": "hello", "intent": "greet"},
        {"text": "bye", "intent": "goodbye"},
        {"text": "capital of peru", "intent": "out_of_scope"},
        {"text": "more", "intent": "more_results"},
    ],
    "needs": [{"text": "rent and school", "needs": ["housing", "school_attendance"]}],
    "details": [
        {"text": "chard, 9", "place": "Chard", "postcode": None, "age": {"from": 9, "to": 9}, "who": None}
    ],
    "risk": [
        {"text": "now", "level": "immediate", "kinds": ["neglect"]},
        {"text": "harm", "level": "harm", "kinds": ["neglect"]},
    ],
    "safe": [{"text": "a film", "why": "fiction"}, {"text": "a club", "why": "ordinary"}],
}


def ear(text: str) -> dict[str, Any]:
    """Hears a little of ROWS and mishears the rest in a known way."""
    intents = {"hello": "greet", "bye": "greet", "capital of peru": "nlu_fallback", "more": "out_of_scope"}
    return {
        "intent": {"name": intents.get(text, "find_support"), "confidence": 0.9},
        "needs": [{"need": "housing", "confidence": 0.8}] if "rent" in text else [],
        "place": {"name": "Chard", "postcode": None} if "chard" in text else None,
        "age": {"from": 9, "to": 9} if "9" in text else None,
        "who": None,
        "risk": {"level": {"now": "harm", "a film": "harm"}.get(text, "none"), "kinds": ["neglect"]},
    }


def chance(text: str) -> float:
    """A chance of danger that is always sure of it, however harmless the message."""
    return 0.95


def heard() -> Set:
    return listen(ear, ROWS)


def test_each_figure_is_counted_as_its_name_says() -> None:
    values = {target.name: figure.value for target in TARGETS if (figure := target.measure(heard()))}
    assert values["danger heard"] == 0.5
    assert values["immediate heard as immediate"] == 0.0
    assert values["immediate heard as none"] == 0.0
    assert values["false alarms, hard negatives"] == 1.0
    assert values["false alarms, ordinary messages"] == 0.0
    assert round(values["needs, micro-F1"], 2) == 0.67
    assert values["intents right"] == 0.5
    assert values["out of scope caught"] == 1.0
    assert round(values["in scope refused"], 2) == 0.33
    assert values["places right"] == values["ages right"] == values["who right"] == 1.0


def test_the_page_marks_what_is_not_yet_as_wanted_and_names_confusions() -> None:
    sets = {"known": heard()}
    page = report.as_markdown("Title", [report.headline(sets), *report.tables_behind(sets["known"], chance)])
    assert "| danger heard | at least 0.98 | 0.500 (0.09 to 0.91) ✗ |" in page
    assert "Expected calibration error" in page
    assert "| danger | 0.9 to 1.0 | 0.95 |" in page
    assert page.count("## ") == 7


def test_an_ear_without_a_field_leaves_its_figures_empty() -> None:
    deaf = listen(lambda _text: {"risk": {"level": "none", "kinds": []}}, ROWS)
    table = report.headline({"known": heard()}, {"signs": deaf})
    by_name = {row[0]: row for row in table.rows}
    assert by_name["intents right"][-1] == ""
    assert by_name["danger heard"][-1].startswith("0.000")
