"""Whether the manager may ask who else may help: a question of its own, where there is a way to ask."""

from __future__ import annotations

from earlyhelp.filling.editing import reopened
from tests.earlyhelp.filling.conftest import Asked


def with_a_number(asked: Asked) -> Asked:
    """Somebody who said how to reach them, at the page where they choose what to share."""
    asked.skip_to("ask:reach_how")
    asked.press("text")
    asked.say("07700 900123")
    return asked.skip_to("overview")


def test_a_yes_or_no_is_asked_after_the_second_contact(asked: Asked) -> None:
    with_a_number(asked).skip_to("second").press("no")
    assert asked.step == "manager"
    asked.press("fine")
    assert asked.step == "manager", "only yes and no are answers"
    asked.press("no")
    assert (asked.step, asked.filling.manager_agreed) == ("check", False)
    before = asked.filling.back()
    assert before is not None and before.manager_agreed is None


def test_nothing_is_asked_where_no_way_to_reach_them_is_shared(asked: Asked) -> None:
    asked.skip_to("check")
    assert asked.filling.manager_agreed is None and "manager" not in asked.filling.trail


def test_another_recipient_or_another_number_lets_the_yes_fall(asked: Asked) -> None:
    with_a_number(asked).skip_to("manager").press("yes")
    assert asked.filling.manager_agreed is True
    assert asked.filling.without_contact().manager_agreed is None
    assert reopened(asked.filling, "reach").manager_agreed is None
    assert reopened(asked.filling, "well").manager_agreed is True
    other = asked.filling.with_contact("sky_barlow", "", "sky_barlow")
    assert other.manager_agreed is None
