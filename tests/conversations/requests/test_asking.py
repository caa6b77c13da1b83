"""Families ask somebody to get in touch: told once, one question a turn, item by item, sent by one button."""

from __future__ import annotations

from tests.conversations.plans.conftest import begin
from tests.conversations.requests.conftest import Asking, Records


def test_a_mother_with_two_needs_tells_it_once_and_sends_it(asking: Asking, records: Records) -> None:
    asking.say("my son wont go to school and i cant pay the rent, hes 9, bridgwater").expect_cards()
    asking.press("Ask someone to get in touch").expect("it is your choice", "no one will judge", "in danger")
    asking.press("Go on").expect("not going to school", "housing", "bridgwater", "9", "[use these]")
    asking.press("Use these").expect("are you under 18", "you can skip any question")
    asking.press("No, I am 18 or over").expect("what first name")
    asking.say("my name is Morwenna").expect("how would you like someone to get in touch")
    asking.press("Ring me").expect("what number").expect_none("where do you live")
    asking.say("07700 90").expect("once more", "[use it as it is]")
    asking.say("07700 900123").expect("when is it safe")
    asking.say("after school run, before 3").expect("safe to leave one")
    asking.press("No, please do not").expect("who is in your family")
    asking.say("me, my boy and his baby sister").expect("which school or nursery")
    asking.say("hes at Hillside Primary").expect("helping you already")
    asking.press("Skip this").expect("if one thing could get better")
    asking.say("calmer mornings").expect("going well")
    asking.say("we laugh a lot").expect("pat ashdown", "hillside primary", "ask for somebody else")
    asking.press("That is fine").expect("you choose what pat ashdown may see", "morwenna", "calmer mornings")
    asking.press("Share all").expect("jo lake", "step in")
    asking.press("Yes, they may see it").expect("casey holm is a manager", "to ask you who else may help")
    asking.press("Yes, they may ask me").expect("casey holm may read my first name").expect(
        "check your answers", "i say yes to pat ashdown seeing this", "morwenna"
    )
    asking.expect("ring 07700 900123. when: after school run", "please leave no message")
    asking.send().expect("code word")
    for part in ("Pat Ashdown", "They should answer by the end of", "take it back at any time"):
        assert part in asking.sent_words
    kept = records.items(asking.reference)
    assert kept["name"] == "Morwenna" and "rent" in kept["story"]
    assert records.count() == 1 and records.mails(asking.reference) == 1
    assert records.request(asking.reference).contact == "pat_ashdown"
    reference = asking.reference
    asking.press("Yes, show me a copy").expect(
        "i say yes to pat ashdown seeing this", reference, "calmer mornings"
    )


def test_a_boy_of_13_asks_in_his_own_words_and_no_parent_is_told(asking: Asking, records: Records) -> None:
    asking.say("im 13 and i look after my mum, taunton")
    asking.say("can someone ring me").expect("shall we go on")
    asking.press("Go on").expect("13", "we do not tell your mum or dad").expect_none("sit with you")
    asking.press("Use these").expect("first name")
    asking.say("Jem").expect("safe for you")
    asking.press("Ring me")
    asking.say("07700 900456").press("In school hours").press("Yes, it is safe").expect(
        "who do you live with"
    )
    asking.say("my mum and me").expect("which school do you go to", "without a yes from you")
    asking.skip_to("one by one").expect("your age goes with it").press("Choose one by one")
    for _ in range(12):
        if "step in" in asking.said.lower() or "check your answers" in asking.said.lower():
            break
        asking.expect_none("i am 13").press("Share")
    asking.to_check().expect("sky barlow", "i am 13", "i am under 18", "no one tells my mum or dad").send()
    kept = records.items(asking.reference)
    assert kept["age"] == "I am 13." and kept["name"] == "Jem"
    request = records.request(asking.reference)
    assert (request.contact, request.young, request.may_leave_message) == ("sky_barlow", True, True)
    assert records.mails(asking.reference) == 1


def test_a_girl_of_11_is_told_that_a_grown_up_can_sit_with_her_and_may_still_ask(asking: Asking) -> None:
    asking.say("im 11 and kids at school are mean to me, frome")
    asking.say("i want someone to ring me").press("Go on")
    asking.expect("you can ask for this on your own", "grown-up you trust", "11")
    asking.press("Use these").to_check()
    asking.send()


def test_a_girl_of_13_who_asks_for_her_mum_is_young_all_the_same(asking: Asking, records: Records) -> None:
    asking.say("can you help my mum im only 13 and she cant cope with the bills, taunton")
    asking.say("can someone ring me").press("Go on").expect("13", "we do not tell your mum or dad")
    asking.to_check().expect("i am 13", "no one tells my mum or dad").send()
    assert records.request(asking.reference).young and records.items(asking.reference)["age"] == "I am 13."


def test_a_boy_who_asks_for_his_family_says_his_age_beside_his_brothers(
    asking: Asking, records: Records
) -> None:
    asking.say("start a request").press("Go on").skip_to("who is the help for")
    asking.press("All of my family").expect("how old")
    asking.say("I'm 14 and my brother is 9").expect("we do not tell your mum or dad", "where do you live")
    asking.to_check().expect("i am under 18").send()
    assert records.request(asking.reference).young
    assert records.items(asking.reference)["age"] == "I am 14."


def test_refused_items_are_never_stored_and_the_request_still_goes(asking: Asking, records: Records) -> None:
    asking.say("can someone get in touch with me").press("Go on").expect("what would you like help with")
    asking.say("im lonely since i moved here").expect("how old are you")
    asking.say("41").expect("where do you live")
    asking.say("yeovil").expect("first name")
    asking.say("Kerensa").skip_to("one by one").press("Choose one by one")
    for _ in range(12):
        if "check your answers" in asking.said.lower() or "step in" in asking.said.lower():
            break
        asking.press("Don't share" if "kerensa" in asking.said.lower() or "41" in asking.said else "Share")
    asking.to_check().expect("first name: i say no").send()
    kept = records.items(asking.reference)
    assert "name" not in kept and "age" not in kept and kept["place"].startswith("Yeovil")
    asking.say("what do you keep about me").expect("you said no", asking_reference := asking.reference)
    assert asking_reference


def test_nothing_shared_at_all_still_goes(asking: Asking, records: Records) -> None:
    asking.say("start a request").press("Go on").skip_to("sees that someone asked")
    asking.to_check().send()
    assert records.items(asking.reference) == {}


def test_somebody_else_can_be_asked(asking: Asking, records: Records) -> None:
    asking.say("i need a toddler group for my 3 year old, bridgwater").press("Ask someone to get in touch")
    asking.press("Go on").skip_to("ash renton").press("Ask for somebody else").expect("sam odell")
    asking.press("Sam Odell").to_check().expect("goes to sam odell").send()
    assert records.request(asking.reference).contact == "advice_line"


def test_a_mother_puts_right_in_words_what_was_misheard_and_is_no_child(
    asking: Asking, records: Records
) -> None:
    asking.say("my son is 6 and wont go into school and im skint, we're in Bridgwater")
    asking.say("can someone ring me").press("Go on").expect("6", "[something is wrong]")
    asking.expect_none("i am 6", "mum or dad").press("Use these").expect("are you under 18")
    asking.say("im 31 not under 18").skip_to("how would you like someone to get in touch")
    asking.say("txt 07700 900111").expect("when is it safe").press("Any time").expect("safe to send you one")
    asking.say("yeh leave a message but dont say what its about").expect("who is in your family")
    asking.say("wait i gave the wrong number its 07700 900112").expect(
        "i have put: text 07700 900112", "who is in your family"
    )
    asking.to_check().say("yes, please send it off").expect("only send it if you press the button").send()
    kept = records.items(asking.reference)
    assert kept["reach"].startswith("Text 07700 900112.") and "dont say what its about" in kept["reach"]
    assert not records.request(asking.reference).young and "I am" not in kept["age"]


def test_an_answer_can_be_changed_before_sending(asking: Asking, records: Records) -> None:
    asking.say("start a request").press("Go on").skip_to("first name").say("Sam")
    asking.to_check().press("Change something").press("First name").expect("first name")
    asking.say("Alex").expect("may", "see this").press("Share").expect("check your answers", "alex").send()
    assert records.items(asking.reference)["name"] == "Alex"


def test_i_dont_know_is_no_answer_to_share(asking: Asking) -> None:
    asking.say("start a request").press("Go on").skip_to("if one thing could get better")
    asking.say("i dont know").expect("going well")
    asking.to_check().expect_none("i dont know")


def test_who_works_with_a_family_is_told_that_the_family_must_agree(asking: Asking) -> None:
    asking.say("can you refer a family i work with").expect("needs the family to agree", "01823 355803")
    asking.expect_none("shall we go on")


def test_what_comes_with_the_wish_is_not_asked_again(asking: Asking) -> None:
    asking.say("im 14 can someone ring me but not my mum").press("Go on").expect("i am 14")


def test_not_now_tells_nobody(asking: Asking, records: Records) -> None:
    asking.say("can someone ring me").press("Not now").expect("not told anyone")
    assert records.count() == 0


def test_wishes_of_a_talk_about_a_good_day_are_no_needs_of_a_request(asking: Asking) -> None:
    begin(asking, "im 34, its for me")
    asking.say("Sam")
    asking.say("we all have breakfast together, nobody shouts and Kai is up for school by eight")
    asking.say("stop for now").say("can somebody ring me").press("Go on")
    asking.expect_none("prison", "when someone dies")
    asking.to_check().expect_none("what you need help with", "breakfast")
