"""Families say what is wrong and where they are, and get services that fit."""

from tests.conversations.conftest import Conversation


def test_the_first_words_say_what_it_is_who_reads_it_and_what_is_not_secret(chat: Conversation) -> None:
    chat.say("hi").expect("computer programme", "no person reads this", "can't keep it secret")


def test_a_need_and_a_place_in_one_message_bring_services(chat: Conversation) -> None:
    chat.say("my lad wont go to school we r in bridgwater").expect("near bridgwater").expect_cards()
    assert all(card["name"] and card["why"] and card["url"].startswith("/services/") for card in chat.cards)
    chat.expect("next step", "/advice/")


def test_the_place_is_asked_once_and_answered_in_a_word(chat: Conversation) -> None:
    chat.say("im skint till friday").expect("where are you")
    chat.say("yeovil").expect("near yeovil").expect_cards()


def test_a_postcode_is_a_place(chat: Conversation) -> None:
    chat.say("i need help with my rent").expect("where are you")
    chat.say("TA1 1HE").expect_cards()


def test_two_needs_are_both_heard_and_named_back(chat: Conversation) -> None:
    chat.say("my son wont go to school and i cant pay the rent, taunton")
    chat.expect("not going to school", "housing").expect_cards()
    assert any(button["label"].startswith("Now:") for button in chat.buttons)


def test_the_second_need_does_not_ask_for_the_place_again(chat: Conversation) -> None:
    chat.say("my daughter is anxious and we are behind with bills, frome").expect_cards()
    chat.press("Now:").expect("near frome").expect_cards().expect_none("where are you")


def test_another_need_typed_later_keeps_the_place(chat: Conversation) -> None:
    chat.say("toddler groups in wellington").expect_cards()
    chat.say("and i think im drinking too much").expect_none("where are you").expect("near wellington")


def test_help_by_phone_or_online_needs_no_place(chat: Conversation) -> None:
    chat.say("i feel so lonely").expect("where are you")
    chat.press("By phone or online").expect_cards()


def test_an_unknown_place_is_asked_for_in_other_words(chat: Conversation) -> None:
    chat.say("help with debt").expect("where are you")
    chat.say("zzyxville on the wold").expect("nearest town")
    chat.say("minehead").expect("near minehead").expect_cards()


def test_more_shows_other_services(chat: Conversation) -> None:
    chat.say("im lonely, taunton").expect_cards()
    first = {card["service_id"] for card in chat.cards}
    chat.say("any more?").expect_cards()
    assert not first & {card["service_id"] for card in chat.cards}


def test_not_that_one_leaves_a_service_out(chat: Conversation) -> None:
    chat.say("my son has autism, yeovil").expect_cards(least=2)
    first = chat.cards[0]["service_id"]
    chat.say("not the first one").expect_cards()
    assert first not in {card["service_id"] for card in chat.cards}


def test_free_help_only(chat: Conversation) -> None:
    chat.say("things to do with the kids in taunton").expect_cards()
    chat.say("is there anything free").expect_cards()
    assert all("free" in str(card).lower() for card in chat.cards)


def test_details_by_number_give_the_phone_and_the_page(chat: Conversation) -> None:
    chat.say("debt advice in bridgwater").expect_cards(least=2)
    second = chat.cards[1]
    chat.say("tell me more about the second one").expect(second["name"], f"/services/{second['service_id']}")


def test_details_without_a_number_ask_which(chat: Conversation) -> None:
    chat.say("debt advice in bridgwater").expect_cards(least=2)
    chat.say("whats their number").expect("which one")


def test_a_correction_changes_the_place_and_keeps_the_need(chat: Conversation) -> None:
    chat.say("my mum needs a hand as a carer in taunton").expect("near taunton")
    chat.say("no, yeovil not taunton").expect("near yeovil").expect_cards()


def test_an_age_refines_the_search(chat: Conversation) -> None:
    chat.say("clubs in frome").expect_cards()
    chat.say("shes 14").expect_cards()
    assert all("under 5" not in card.get("ages", "") for card in chat.cards)


def test_an_age_without_an_upper_end_is_searched_for(chat: Conversation) -> None:
    chat.say("groups for over 16s in taunton").expect_cards()


def test_go_back_returns_to_the_search_before(chat: Conversation) -> None:
    chat.say("debt advice in bridgwater").expect("near bridgwater")
    chat.say("no i meant yeovil").expect("near yeovil")
    chat.say("go back").expect("near bridgwater")


def test_start_again_lets_go_of_everything(chat: Conversation) -> None:
    chat.say("debt advice in bridgwater").expect_cards()
    chat.say("start again").expect("fresh start")
    chat.say("parenting help").expect("where are you")


def test_a_question_about_coping_gets_advice(chat: Conversation) -> None:
    chat.say("how do i get my 3 year old to sleep").expect("next step", "/advice/")


def test_every_need_can_be_asked_for(chat: Conversation) -> None:
    for said in ("my dad is in prison and im sad", "he keeps getting bullied", "we need a nursery place"):
        chat.say("start again")
        chat.say(said).expect_none("did not follow")
