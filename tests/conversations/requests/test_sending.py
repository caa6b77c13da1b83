"""One request for one submission: typed words never send, and a button pressed or played again sends no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conversations.requests.conftest import Asking, Records


@pytest.fixture
def checking(asking: Asking) -> Asking:
    """At the page that is checked before sending."""
    asking.say("start a request").press("Go on").skip_to("first name").say("Sam")
    return asking.to_check()


@pytest.mark.parametrize(
    "said",
    [
        "yes send it",
        "send my request",
        "yes",
        "ok go",
        "/submit_request",
        '/submit_request{"key": "x", "page": "y"}',
    ],
)
def test_typed_words_never_send(checking: Asking, records: Records, said: str) -> None:
    checking.say(said).expect("[send my request]").expect_none("on its way")
    assert records.count() == 0


def test_typed_words_never_agree_to_an_item(asking: Asking) -> None:
    asking.say("start a request").press("Go on").skip_to("first name").say("Sam")
    asking.skip_to("one by one").press("Choose one by one").expect("may", "see this")
    asking.say("yes").expect("press a button", "see this", "[share]")


def test_a_double_press_sends_one_request(checking: Asking, records: Records) -> None:
    token = checking.token("Send my request")
    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda _: checking.press_token(token, "one-press"), range(4)))
    assert 200 in statuses
    assert records.count() == 1


def test_a_button_played_again_gives_no_second_request(checking: Asking, records: Records) -> None:
    token = checking.token("Send my request")
    checking.press_token(token)
    checking.expect("on its way")
    reference = checking.note().reference
    checking.press_token(token)
    checking.press_token(token, "another")
    assert records.count() == 1 and records.mails(reference) == 1


def test_two_fresh_buttons_of_one_request_give_the_same_request(checking: Asking, records: Records) -> None:
    first = checking.token("Send my request")
    checking.say("hmm").expect("check your answers")
    reference = checking.send().reference
    assert checking.press_token(first) == 200
    assert checking.note().reference == reference
    assert records.count() == 1


def test_a_button_for_other_words_does_not_send(checking: Asking, records: Records) -> None:
    old = checking.token("Send my request")
    checking.press("Change something").press("First name").say("Alex").press("Don't share").expect("i say no")
    checking.press_token(old)
    checking.expect("not the same as when you saw it", "check your answers")
    assert records.count() == 0
    checking.send()
    assert "name" not in records.items(checking.reference)


def test_a_second_request_is_another_one(checking: Asking, records: Records) -> None:
    first = checking.send().reference
    checking.say("start a request").expect("still open").press("Yes, something else").press("Go on")
    assert checking.to_check().send().reference != first
    assert records.count() == 2


def test_name_code_word_and_copy_are_only_shown_if_it_is_safe(checking: Asking, records: Records) -> None:
    checking.press("Send my request").expect("someone who uses your phone").expect_none("code word is")
    checking.press("No, it is not safe").expect("do not show them").expect_none("code word is", "i say yes")
    assert records.count() == 1
    checking.say("whats happening with my request").expect("should answer by").expect_none("code word is")
    checking.press("Show its code word").expect("code word is").press("No, thank you").expect("no copy")
