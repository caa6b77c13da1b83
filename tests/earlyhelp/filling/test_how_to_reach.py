"""The way, the number and the message as people say them; nobody stays unreachable by a misheard answer."""

from __future__ import annotations

import pytest

from earlyhelp.filling import Facts, Questions, correct
from earlyhelp.filling.how_to_reach import way_said
from tests.earlyhelp.filling.conftest import Asked


@pytest.mark.parametrize(
    ("said", "reach", "when"),
    [
        ("Oh I have no e-mail. ring me on 01643 555123, mornings are best, after 10",
         "Ring 01643 555123.", "mornings are best, after 10"),
        ("no sorry, text me not email. 07700 900123", "Text 07700 900123.", ""),
        ("I haven't got an email, please call 01643 555123", "Ring 01643 555123.", ""),
    ],
)  # fmt: skip
def test_a_number_at_the_address_question_changes_the_way(
    asked: Asked, said: str, reach: str, when: str
) -> None:
    asked.skip_to("ask:reach_how").press("email")
    assert asked.say(said) == "" and asked.items["reach"].startswith(reach)
    assert asked.step == "ask:reach_when" and asked.filling.typed == when


def test_another_way_can_be_said_or_pressed_where_an_address_was_asked_for(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("email")
    assert asked.say("i dont have email, text me") == "" and asked.filling.answers["reach_how"] == "text"
    assert asked.say("07700 9") == "phone_wrong"
    asked.press("other_way")
    assert asked.step == "ask:reach_how" and not asked.filling.typed


@pytest.mark.parametrize(
    ("said", "way", "wrong"),
    [
        ("txt", "text", ""),
        ("txt but whats the person gonna say", "text", ""),
        ("can you text me and what will they say?", "text", "asked_back"),
        ("dont ring, text", "text", ""),
        ("text not ring", "text", ""),
        ("ring or text i dont mind", "phone", ""),
        ("ill ring them", "i_ring", ""),
        ("through school please", "via_school", ""),
        ("ring me after school", "phone", ""),
        ("snapchat", "", "no_such_way"),
        ("whats app me", "", "no_such_way"),
    ],
)
def test_the_first_way_that_is_wanted_is_taken(asked: Asked, said: str, way: str, wrong: str) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say(said) == wrong and asked.filling.answers.get("reach_how", "") == way


@pytest.mark.parametrize(
    ("said", "reach"),
    [
        ("ring me 07700 900333", "Ring 07700 900333."),
        ("call or text on 07700 900123", "Ring 07700 900123."),
        ("txt 07700 900123", "Text 07700 900123."),
    ],
)
def test_the_first_way_beside_a_number_counts(asked: Asked, said: str, reach: str) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say(said) == "" and asked.items["reach"].startswith(reach)


def test_a_number_alone_asks_whether_to_ring_or_text(asked: Asked) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say("07700 900123") == "" and asked.step == "ask:reach_how"
    assert asked.say("text") == "" and asked.items["reach"].startswith("Text 07700 900123.")
    assert asked.step == "ask:reach_when"


def test_a_number_whose_way_was_skipped_is_only_a_number(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").say("07700 900123")
    asked.press("skip").skip_to("contact")
    assert asked.items["reach"] == "Number: 07700 900123. Please leave no message."


def test_a_note_beside_a_number_that_was_too_short_is_kept(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("phone")
    assert asked.say("01643 5551, let it ring as I'm slow to the phone") == "phone_wrong"
    assert asked.say("01643 555123") == ""
    asked.skip_to("contact")
    assert asked.items["reach"].endswith("Please note: let it ring as I'm slow to the phone")


@pytest.fixture
def asked_about_message(asked: Asked) -> Asked:
    asked.skip_to("ask:reach_how").say("ring me on 07700 900123")
    return asked.skip_to("ask:message")


@pytest.mark.parametrize(
    ("said", "words", "safe"),
    [
        ("yes that's quite all right, leave a message", "It is safe to leave a message.", True),
        ("yeh leave a message but dont say what its about",
         "It is safe to leave a message. About a message: but dont say what its about", True),
        ("sure, no problem", "It is safe to leave a message.", True),
        ("no she looks at my phone", "Please leave no message. About a message: she looks at my phone", False),
        ("no thank you very much", "Please leave no message.", False),
    ],
)  # fmt: skip
def test_a_yes_or_no_is_heard_with_what_goes_with_it(
    asked_about_message: Asked, said: str, words: str, safe: bool
) -> None:
    assert asked_about_message.say(said) == ""
    assert asked_about_message.items["reach"].endswith(words)
    assert asked_about_message.filling.may_leave_message is safe


@pytest.mark.parametrize(
    "said", ["husband phone no. my phone ok", "no thats fine", "my sister might hear it"]
)
def test_what_is_neither_is_asked_again_and_kept_beside_the_answer(
    asked_about_message: Asked, said: str
) -> None:
    assert asked_about_message.say(said) == "message_unclear" and asked_about_message.step == "ask:message"
    asked_about_message.press("message_yes")
    assert asked_about_message.filling.may_leave_message
    assert asked_about_message.items["reach"].endswith(f"leave a message. About a message: {said}")


def test_a_text_that_is_not_safe_asks_for_another_way(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").say("text me on 07700 900775")
    asked.skip_to("ask:message").say("no she looks at my phone")
    assert asked.step == "ask:reach_how" and asked.filling.missed == "unsafe"
    asked.press("phone")
    assert asked.step == "ask:family" and asked.items["reach"].startswith("Ring 07700 900775.")
    assert "Please leave no message" in asked.items["reach"]


@pytest.mark.parametrize(
    ("way", "words"),
    [("via_school", "Through the school or nursery."), ("i_ring", "I will ring you myself.")],
)
def test_a_way_without_a_number_keeps_no_number(asked: Asked, way: str, words: str) -> None:
    asked.skip_to("ask:reach_how").say("text me on 07700 900775")
    asked.skip_to("ask:message").press("message_no").press(way)
    assert asked.step == "ask:family" and asked.items["reach"] == words


def test_a_text_chosen_after_all_asks_about_the_message_again(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").say("text me on 07700 900775")
    asked.skip_to("ask:message").press("message_no").press("text")
    assert asked.step == "ask:message"


def test_a_name_is_taken_without_will_do(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Harold will do")
    assert asked.items["name"] == "Harold"


@pytest.mark.parametrize("said", ["i not understand", "sorry what do you mean", "i dont get it"])
def test_who_does_not_understand_has_not_answered(asked: Asked, said: str) -> None:
    asked.skip_to("ask:family")
    assert asked.say(said) == "other_words" and asked.step == "ask:family"
    assert asked.filling.missed == "plain"


@pytest.mark.parametrize(
    "said",
    [
        "i dont want u to ring mums phone, mine is 07700 900456",
        "dont want you to ring the house phone so use mine 07700 900456",
        "never ring, or call, its 07700 900456",
        "dont call my dads mobile phone use 07700 900456",
    ],
)
@pytest.mark.parametrize("step", ["ask:reach_where", "ask:reach_when"])
def test_a_way_within_a_refusal_never_overturns_the_one_that_was_pressed(
    asked: Asked, said: str, step: str
) -> None:
    asked.skip_to("ask:reach_how").press("text")
    if step == "ask:reach_when":
        asked.say("07700 900999")
        found = correct(asked.filling, step, said, Facts(), asked.questions, asked.office.contacts)
        asked.filling = found.filling if found is not None else asked.filling
    else:
        assert asked.say(said) == "" and asked.filling.answers["reach_where"] == "07700 900456"
    assert asked.filling.answers["reach_how"] == "text"


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("dont ring text me", "text"),
        ("i dont want them to ring me or text me", ""),
        ("im not in on mondays ring me tuesdays", "phone"),
        ("i dont mind you ringing", "phone"),
        ("i cant hear on the phone so text me", "text"),
        ("dont ring or text me, email", "email"),
        ("dont want you to ring the house phone", ""),
    ],
)
def test_a_refusal_goes_as_far_as_its_words(questions: Questions, said: str, way: str) -> None:
    assert way_said(said, questions) == way


def test_a_number_of_ones_own_counts_beside_that_of_another(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").say("text me on 07700 900999")
    asked.skip_to("ask:family")
    said = "actually dont ring mums phone, mine is 07700 900456"
    found = correct(asked.filling, asked.step, said, Facts(), asked.questions, asked.office.contacts)
    assert found is not None and found.filling.answers["reach_where"] == "07700 900456"
    assert found.filling.answers["reach_how"] == "text"


def test_words_that_only_lead_up_to_a_number_are_no_note(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("phone")
    assert asked.say("no idea what i typed there, its 07700 900456") == ""
    assert "reach_note" not in asked.filling.answers


def test_use_it_as_it_is_may_be_typed(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("phone")
    assert asked.say("01643 5551") == "phone_wrong"
    assert asked.say("Use it as it is") == "" and asked.filling.answers["reach_where"] == "01643 5551"


def test_a_long_yes_to_a_message_is_kept_whole(asked_about_message: Asked) -> None:
    said = "yes a message is fine, nobody else lives here to hear it but the boy"
    assert asked_about_message.say(said) == "" and asked_about_message.filling.may_leave_message
    assert asked_about_message.filling.answers["message_words"] == said


def test_no_messages_counts_at_any_question(asked_about_message: Asked) -> None:
    asked_about_message.press("message_yes").skip_to("ask:family")
    assert asked_about_message.say("no messages") == "" and asked_about_message.step == "ask:family"
    assert not asked_about_message.filling.may_leave_message


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("name", "no"),
        ("name", "i dont want to give one"),
        ("place", "i dont wanna say my name"),
        ("place", "not saying"),
        ("services", "bruh not saying the school"),
        ("school", "I won't say which school"),
    ],
)
def test_a_refusal_is_no_answer(asked: Asked, question: str, said: str) -> None:
    asked.skip_to(f"ask:{question}")
    assert asked.say(said) == "" and asked.filling.answers[question] == ""


def test_what_nobody_may_be_told_is_no_refusal_to_answer(asked: Asked) -> None:
    asked.skip_to("ask:services").say("dont tell the school")
    assert asked.filling.answers["services"] == "dont tell the school"


def test_what_stands_after_sorry_no_counts(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Kyle no wait Sam")
    assert asked.filling.answers["name"] == "Sam"
