"""A person's search keeps what was told and changes only what they change."""

import json

from directory.enquiry import Enquiry, Heard, Spot, enquiry_from

BRIDGWATER = Spot(name="Bridgwater", latitude=51.13, longitude=-3.0)
YEOVIL = Spot(name="Yeovil", latitude=50.94, longitude=-2.63)


def test_every_need_in_a_message_is_kept_and_the_surest_comes_first() -> None:
    enquiry = Enquiry().hear(
        Heard(text="he wont go school and im skint", needs=("school_attendance", "money"))
    )
    assert enquiry.need == "school_attendance"
    assert enquiry.waiting == ("money",)


def test_a_need_where_someone_may_not_be_safe_comes_first() -> None:
    enquiry = Enquiry().hear(Heard(text="rent and my partner", needs=("housing", "domestic_abuse")))
    assert enquiry.need == "domestic_abuse"
    assert enquiry.waiting == ("housing",)


def test_it_asks_for_the_place_once_and_never_again() -> None:
    enquiry = Enquiry().hear(Heard(text="skint", needs=("money",)))
    assert enquiry.next_step == "ask_place"
    enquiry = enquiry.hear(Heard(text="bridgwater", spot=BRIDGWATER))
    assert enquiry.next_step == "show"
    assert enquiry.turn_to("housing").next_step == "show"


def test_a_need_told_along_with_the_place_waits_its_turn() -> None:
    enquiry = Enquiry().hear(Heard(text="looking after my wife", needs=("caring_for_adult",)))
    enquiry = enquiry.hear_answer(
        Heard(text="yeovil, we know nobody here", spot=YEOVIL, needs=("isolation",))
    )
    assert (enquiry.need, enquiry.waiting, enquiry.next_step) == ("caring_for_adult", ("isolation",), "show")


def test_a_need_told_along_with_the_place_comes_first_where_someone_may_not_be_safe() -> None:
    enquiry = Enquiry().hear(Heard(text="rent", needs=("housing",)))
    enquiry = enquiry.hear_answer(Heard(text="yeovil, he hits me", spot=YEOVIL, needs=("domestic_abuse",)))
    assert (enquiry.need, enquiry.waiting) == ("domestic_abuse", ("housing",))


def test_an_i_in_passing_does_not_make_a_childs_search_the_writers_own() -> None:
    enquiry = Enquiry().hear(Heard(text="my son is 14", who="child", age=(14, 14)))
    assert enquiry.hear(Heard(text="i cant see it", who="self")).who == "child"
    assert enquiry.hear(Heard(text="im low too", needs=("mental_health",), who="self")).who == "self"


def test_an_answer_that_tells_the_first_need_is_turned_to() -> None:
    assert (
        Enquiry().hear_answer(Heard(text="rent, yeovil", spot=YEOVIL, needs=("housing",))).need == "housing"
    )


def test_an_empty_search_asks_what_is_wrong() -> None:
    assert Enquiry().next_step == "ask_need"


def test_a_correction_replaces_the_place_and_keeps_the_rest() -> None:
    enquiry = Enquiry().hear(
        Heard(text="skint in taunton", needs=("money",), spot=BRIDGWATER, age=(9.0, 9.0))
    )
    mended = enquiry.correct(Heard(text="no, yeovil", spot=YEOVIL))
    assert mended.spot == YEOVIL
    assert (mended.need, mended.age) == ("money", (9.0, 9.0))


def test_a_corrected_need_takes_the_place_of_the_wrong_one() -> None:
    enquiry = Enquiry().hear(Heard(text="rows", needs=("behaviour", "money")))
    mended = enquiry.correct(Heard(text="no i meant bullying", needs=("bullying",)))
    assert mended.needs == ("bullying", "money")
    assert mended.need == "bullying"


def test_going_back_undoes_one_step_at_a_time() -> None:
    first = Enquiry().hear(Heard(text="skint", needs=("money",), spot=BRIDGWATER))
    second = first.turn_to("housing")
    third = second.page_on()
    assert third.back() == second
    back = second.back()
    assert back is not None and back.need == "money"
    assert Enquiry().back() is None


def test_closer_halves_the_reach_but_never_below_two_kilometres() -> None:
    enquiry = Enquiry(spot=BRIDGWATER, need="money")
    assert enquiry.closer(10.0).within_km == 10.0
    assert enquiry.closer(10.0).closer(None).within_km == 5.0
    assert enquiry.closer(0.5).within_km == 2.0


def test_an_enquiry_survives_being_kept_as_plain_values() -> None:
    enquiry = Enquiry().hear(
        Heard(text="x", needs=("money", "housing"), spot=YEOVIL, filters=("free", "closer"))
    )
    enquiry = enquiry.show(("a", "b")).turn_to("housing")
    assert enquiry_from(enquiry.as_json()) == enquiry
    assert enquiry.filters == ("free",)
    assert enquiry_from(None) == Enquiry()


def test_only_five_steps_are_remembered() -> None:
    enquiry = Enquiry(need="money", spot=YEOVIL)
    for _ in range(20):
        enquiry = enquiry.page_on()
    assert len(enquiry.earlier) == 5


def test_what_a_person_takes_back_no_longer_narrows_the_search() -> None:
    enquiry = Enquiry(need="money", spot=YEOVIL, filters=("free", "online"), within_km=4.0, offset=6)
    assert enquiry.hear(Heard(filters=("not_free",))).filters == ("online",)
    in_person = enquiry.hear(Heard(filters=("in_person",)))
    assert (in_person.filters, in_person.offset) == (("free",), 0)
    assert enquiry.hear(Heard(filters=("further",))).within_km is None


def test_one_step_is_remembered_once() -> None:
    before = Enquiry(need="money", spot=YEOVIL, age=(9.0, 9.0))
    kept = enquiry_from(json.loads(json.dumps(before.remembering(before).as_json())))
    closer = kept.closer(None)
    assert closer.within_km == 8.0
    assert closer.back() == before
    assert before.back() is None


def test_closer_than_anywhere_asks_where_the_person_is() -> None:
    assert Enquiry(need="money", spot=Spot(anywhere=True)).closer(None).next_step == "ask_place"
