"""In the middle of a request: questions, stopping, going back, and danger that comes first."""

from __future__ import annotations

import pytest

from tests.conversations.requests.conftest import Asking, Records


@pytest.fixture
def begun(asking: Asking) -> Asking:
    """At the question for the name."""
    asking.say("start a request").press("Go on").skip_to("first name")
    return asking


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("are you a robot", "computer programme"),
        ("who sees this", "only the people you say yes to"),
        ("what is early help", "before it gets bigger"),
        ("will you take my kids away", "not a reason to take children away"),
        ("why do you need to know that", "in a way that is safe for you"),
        ("can i just talk to a person", "0300 123 2224"),
        ("how do i delete all this", "/chat/delete"),
    ],
)
def test_a_question_is_answered_and_the_request_goes_on(begun: Asking, said: str, part: str) -> None:
    begun.say(said).expect(part, "first name")
    begun.say("Sam").expect("how would you like someone to get in touch")


def test_a_question_is_skipped_in_words(begun: Asking) -> None:
    begun.say("id rather not say").expect("how would you like someone to get in touch")


def test_a_question_is_heard_again(begun: Asking) -> None:
    begun.say("sorry what was that").expect("first name")


def test_back_returns_to_the_question_before(begun: Asking) -> None:
    begun.say("Sam").expect("get in touch")
    begun.say("go back").expect("first name")
    begun.say("Alex").expect("get in touch")


def test_stop_sends_nothing_and_keeps_what_was_said(begun: Asking, records: Records) -> None:
    begun.say("Sam").expect("get in touch")
    begun.say("stop").expect("i have stopped", "nothing has been sent")
    begun.say("debt advice in taunton").expect("near taunton").expect_cards()
    begun.press("Ask someone to get in touch").expect("back to your request", "get in touch")
    begun.to_check().expect("sam").send()
    assert records.items(begun.reference)["name"] == "Sam"


def test_what_was_begun_can_be_let_go_of(begun: Asking) -> None:
    begun.say("Sam").say("stop")
    begun.press("Let go of it").expect("nothing was sent")
    begun.say("start a request").expect("shall we go on")


def test_start_again_asks_before_it_lets_go_of_a_request(begun: Asking, records: Records) -> None:
    begun.say("Sam").say("start again").expect("you have begun a request")
    begun.press("Go on with my request").expect("get in touch")
    begun.say("start again").press("Yes, start again").expect("fresh start")
    begun.say("start a request").expect("shall we go on")
    assert records.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        "i want the shouting to stop",
        "less arguing, more time together",
        "that he goes back to school",
        "no more bills piling up",
    ],
)
def test_what_somebody_wants_to_change_is_an_answer_whatever_it_sounds_like(
    asking: Asking, said: str
) -> None:
    asking.say("start a request").press("Go on").skip_to("if one thing could get better")
    asking.say(said).expect("going well")


def test_a_disclosure_comes_first_and_the_request_waits(begun: Asking, records: Records) -> None:
    begun.say("Sam").expect("get in touch")
    begun.say("my dad hits me when hes drunk").expect_safety()
    begun.press("Yes, I am safe").expect("must not wait for a form")
    begun.say("can someone ring me").expect("too serious for a form", "0300 123 2224")
    begun.expect_none("how would you like someone to get in touch")
    assert records.count() == 0


def test_danger_gets_people_and_no_form_over_or_not(asking: Asking, records: Records) -> None:
    asking.say("my boyfriend punched me and im scared").expect_safety()
    asking.press("No, I am not safe").expect("999")
    asking.say("can someone ring me").expect("too serious for a form", "999").expect_none(
        "shall we go on", "first name"
    )
    asking.press("I am safe now")
    asking.say("can someone ring me").expect("too serious for a form", "999").expect_none("shall we go on")
    assert records.count() == 0


def test_danger_told_before_sending_stops_the_button(begun: Asking, records: Records) -> None:
    begun.to_check()
    token = begun.token("Send my request")
    begun.say("he says he will kill me tonight").expect_safety()
    begun.press_token(token)
    begun.expect("too serious for a form").expect_none("on its way")
    assert records.count() == 0
