"""What actions say stands in domain.yml, and nothing stands there that is never said."""

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
DOMAIN = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "actions").rglob("*.py"))
STORIES = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "data" / "stories").glob("*.yml"))


def test_every_response_is_said_somewhere_and_every_one_that_is_said_exists() -> None:
    said = set(re.findall(r"\butter_(?!message\b)\w+", CODE + STORIES))
    assert said == set(DOMAIN["responses"])


def test_every_action_of_the_domain_exists_in_code() -> None:
    assert set(DOMAIN["actions"]) == set(re.findall(r'return "(action_\w+)"', CODE))


def test_every_intent_of_the_domain_has_a_rule() -> None:
    ruled = set(re.findall(r"- intent: (\w+)", STORIES))
    assert ruled == set(DOMAIN["intents"])


def test_buttons_stand_for_intents_of_the_domain() -> None:
    buttons = set(re.findall(r'payload: [\'"]/(\w+)', (PROJECT / "domain.yml").read_text(encoding="utf-8")))
    buttons |= set(re.findall(r'button\([^"]*"[^"]*", "(\w+)"', CODE))
    assert buttons
    assert buttons <= set(DOMAIN["intents"])
