"""Afterwards: where it stands, taking it back, what is kept and what must stay."""

from __future__ import annotations

import pytest

from tests.conftest import Site
from tests.conversations.requests.conftest import Asking, Records


@pytest.fixture
def sent(asking: Asking) -> Asking:
    """A request that was just sent."""
    asking.say("start a request").press("Go on").skip_to("first name").say("Morwenna")
    return asking.to_check().send()


def test_in_the_same_chat_no_code_is_needed(sent: Asking) -> None:
    reference = sent.reference
    sent.say("whats happening with my request").expect(reference, "should answer by")


def test_elsewhere_the_name_and_the_code_word_are_needed(sent: Asking, site: Site) -> None:
    reference, code, other = sent.reference, sent.code, Asking(site.url)
    other.say("any news on my request").expect("like kite-4821")
    other.say(reference.lower()).expect("code word").expect_none("should answer by")
    other.say(f"its {code.lower()}").expect(reference, "should answer by")


def test_a_wrong_code_and_an_unknown_name_are_told_apart_by_nobody(sent: Asking, site: Site) -> None:
    answers = []
    unknown = "KITE-0000" if sent.reference != "KITE-0000" else "KITE-0001"
    for reference in (sent.reference, unknown):
        other = Asking(site.url)
        other.say("any news on my request").say(reference)
        answers.append(other.say("PELUMA").said)
    assert answers[0] == answers[1]
    assert "could not find" in answers[0]


def test_it_is_taken_back_with_one_button(sent: Asking, records: Records) -> None:
    reference = sent.reference
    sent.say("i want to take back my request").expect(reference, "do not have to say why")
    assert records.request(reference).status == "sent"
    sent.press("Yes, take it back").expect("taken back", "we stopped sharing")
    assert records.request(reference).status == "withdrawn"
    assert records.items(reference) == {}
    sent.say("any news on my request").expect("you took your request back")


def test_a_typed_yes_takes_nothing_back(sent: Asking, records: Records) -> None:
    reference = sent.reference
    sent.say("i want to take back my request").expect("[yes, take it back]")
    sent.say("yes")
    assert records.request(reference).status == "sent"


def test_a_part_of_it_is_taken_back_and_then_the_last(asking: Asking, records: Records) -> None:
    asking.say("start a request").press("Go on").skip_to("first name").say("Morwenna")
    asking.skip_to("what is going well").say("we eat together on sundays").to_check().send()
    reference = asking.reference
    asking.say("i want to take back my request").press("Only a part of it").expect("the rest stays")
    asking.press("First name").expect("i took this back", "will be told")
    assert set(records.items(reference)) == {"well"} and records.request(reference).status == "sent"
    asking.say("take back what is going well").press("Take back: What is going well").expect("all you shared")
    assert records.items(reference) == {} and records.request(reference).status == "withdrawn"


def test_found_by_its_code_word_it_is_that_one_which_is_taken_back(
    sent: Asking, site: Site, records: Records
) -> None:
    reference, code, other = sent.reference, sent.code, Asking(site.url)
    own = other.say("start a request").press("Go on").to_check().send().reference
    other.say(f"i want to take back my request {reference}").expect("code word").say(code)
    other.expect(reference).expect_none(own)
    other.press("Yes, take it back").expect(f"{reference} is taken back")
    assert records.request(reference).status == "withdrawn" and records.request(own).status == "sent"


def test_it_can_be_kept_after_all(sent: Asking, records: Records) -> None:
    reference = sent.reference
    sent.say("i want to take back my request").press("No, keep it").expect("nothing has changed")
    assert records.request(reference).status == "sent"


def test_it_is_taken_back_from_another_chat(sent: Asking, site: Site, records: Records) -> None:
    reference, code, other = sent.reference, sent.code, Asking(site.url)
    other.say("i want to take back my request").say(reference)
    other.say(code).press("Yes, take it back").expect("taken back")
    assert records.request(reference).status == "withdrawn"


def test_what_is_kept_is_shown_in_full(sent: Asking) -> None:
    reference = sent.reference
    sent.say("what do you keep about me").expect(
        reference, "morwenna", "you said yes", "how long things are kept"
    )


def test_deleting_says_what_becomes_of_the_request_and_what_stays(sent: Asking, records: Records) -> None:
    reference = sent.reference
    sent.say("how do i delete all this").expect("/chat/delete", f"{reference.lower()} stays with")
    sent.press(f"Delete {reference}").expect("do you want to delete").press("Yes, delete it")
    sent.expect("is deleted", "what has to stay", "six years")
    assert records.items(reference) == {} and records.request(reference).status == "withdrawn"
    assert records.request(reference).person is None


def test_a_deleted_chat_leaves_the_request_with_its_contact(
    sent: Asking, site: Site, records: Records
) -> None:
    reference, code = sent.reference, sent.code
    page = sent.http.get(f"{site.url}/chat/delete", timeout=30).text
    assert "It does not go with the chat" in page
    token = page.split('name="form_token" value="')[1].split('"')[0]
    gone = sent.http.post(f"{site.url}/chat/delete", data={"form_token": token}, timeout=30)
    assert gone.status_code == 200 and "stays with the person it went to" in gone.text
    assert records.request(reference).status == "sent"
    other = Asking(site.url)
    other.say("any news on my request").say(reference)
    other.say(code).expect("should answer by")


def test_nothing_was_sent_says_so(asking: Asking) -> None:
    asking.say("any news on my request").expect("nothing was sent from this chat")


def test_a_wrong_number_is_changed_and_questions_are_answered(sent: Asking, records: Records) -> None:
    reference = sent.reference
    sent.say("oh no i gave the wrong phone number, its 07700 900113").expect("would say: ring 07700 900113")
    sent.expect_none("i've changed that").press("Yes, change it").expect("is changed")
    assert records.items(reference)["reach"].startswith("Ring 07700 900113")
    sent.say("did he read it").expect("no one has opened it yet")
    sent.say("does my mum know i asked").expect("in danger").expect_none("i don't know your name")
    sent.say("i lost my job and cant pay the rent, im in Chard").expect_none("no one has opened")


def test_name_and_code_word_in_one_message_open_it_for_the_whole_chat(sent: Asking, site: Site) -> None:
    reference, code, other = sent.reference, sent.code, Asking(site.url)
    other.say(f"hello, {reference.lower()}, code word is {code.lower()}, what happend")
    other.expect(reference, "should answer by")
    other.say("take it back").expect(reference, "[yes, take it back]")
