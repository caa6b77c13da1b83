"""Asking the next thing of a request: what it is, in whose words, and with which buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import safeguarding
from actions.answering import Events
from actions.hearing import ASKED, keep
from actions.help_requests.checking import say_check, with_key
from actions.help_requests.keeping import (
    LOOKING,
    REQUEST,
    is_safe_now,
    keep_request,
    kept_request,
    level_told,
    open_request,
)
from actions.help_requests.sent import tell_if_sent
from actions.help_requests.telling import own_lead_of, own_told
from actions.lines import lines_as_list
from actions.parts import HelpDesk, help_desk, parts
from actions.showing import Buttons, button
from core.clock import utc_now
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of
from earlyhelp.filling import Filling, Reach, case_of, items_of, kept_back, with_those_there
from earlyhelp.filling.answering import PLAIN
from earlyhelp.filling.choosing import OTHER_WAY
from earlyhelp.filling.how_to_reach import UNSAFE, ways_offered

_TEENAGER = 15
"""For whom numbers are shown where somebody is under 18 and did not say how old."""

MISHEARD = "misheard"
"""The button of somebody who told of no danger, though danger was heard."""


def press(label: str, step: str, answer: str) -> dict[str, str]:
    """A button that answers one step of the request."""
    return button(label, "request_choose", step=step, answer=answer)


def items(desk: HelpDesk, filling: Filling) -> dict[str, str]:
    """What would be sent, by item."""
    labels = {key: need.label for key, need in parts().needs.items()}
    return items_of(filling, desk.questions, labels)


def reach(desk: HelpDesk, filling: Filling, level: int, now: datetime) -> Reach:
    """Who could be asked today; nobody by a form where the level of need is that of significant harm."""
    routed = desk.office.route(case_of(filling, desk.office.contacts, level), now)
    return Reach(routed, desk.office.contacts, day_of(now))


def step_of(desk: HelpDesk, filling: Filling) -> str:
    """What comes next."""
    asks_for_manager = desk.office.asks_for_manager(filling.contact, filling.second, filling.agreed)
    return filling.step(items(desk, filling), bool(filling.second), asks_for_manager)


async def ask_next(
    dispatcher: CollectingDispatcher, tracker: Tracker, filling: Filling, before: str = ""
) -> Events:
    """Asks what comes next, after the sentence `before`; significant harm gives the way to safety instead."""
    desk = help_desk()
    if desk is None:
        dispatcher.utter_message(response="utter_request_by_phone")
        return keep_request(filling, waits=False)
    told = await tell_if_sent(dispatcher, desk, filling)
    if told is not None:
        return told
    filling = replace(filling.with_own(own_told(tracker)), lead=await own_lead_of(tracker, desk))
    step, now = step_of(desk, filling), utc_now()
    found = reach(desk, filling, level_told(tracker), now)
    if found.routed.is_safeguarding:
        return _safety_instead(dispatcher, tracker, desk, filling, found.routed.why)
    present = with_those_there(filling, found)
    if present != filling:
        gone = "contact_gone" if present.contact or not found.is_there(filling.contact) else "contact_unfit"
        before, step = " ".join(filter(None, [before, desk.questions.say(gone)])), step_of(desk, present)
    filling = replace(present, put_away=False)
    if step == "check":
        filling = with_key(filling)
        say_check(dispatcher, desk, filling, items(desk, filling), now, before)
        return keep_request(filling)
    notes, filling = _notes(desk, filling, step)
    text, buttons = _words(desk, filling, step, found)
    dispatcher.utter_message(text="\n\n".join(filter(None, [before, *notes, text])), buttons=buttons)
    return keep_request(filling)


async def ask_request_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to the request after something in between."""
    desk, filling = help_desk(), open_request(tracker)
    looking = tracker.get_slot(LOOKING)
    if desk is not None and looking:
        sentence = "look_code" if looking.get("reference") else "look_reference"
        dispatcher.utter_message(text=desk.questions.say(sentence))
        return keep_request(kept_request(tracker), looking=looking)
    if desk is None or filling is None:
        return keep_request(kept_request(tracker), waits=False)
    return await ask_next(dispatcher, tracker, filling, desk.questions.say("back"))


async def back_to_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to what was asked, if it was a request being filled in."""
    filling = open_request(tracker)
    if tracker.get_slot(ASKED) == REQUEST and filling is not None:
        return await ask_next(dispatcher, tracker, filling)
    return keep(asked=None if tracker.get_slot(ASKED) == REQUEST else tracker.get_slot(ASKED))


def voice_of(filling: Filling, question: str) -> str:
    """In which words a question is asked."""
    if filling.missed == PLAIN:
        return PLAIN
    if question == "reach_how" and filling.missed == UNSAFE:
        return UNSAFE
    if question == "reach_how" and filling.answers.get("reach_where"):
        return "number"
    if question == "message" and filling.answers.get("reach_how") == "text":
        return "text"
    if question == "reach_where":
        return "email" if filling.answers.get("reach_how") == "email" else "ask"
    if question == "age" and filling.who == "self":
        return "own"
    if question == "school" and filling.who == "child":
        return "ask"
    return "young" if filling.is_young else "ask"


def _safety_instead(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, filling: Filling, why: str
) -> Events:
    """No form after significant harm was told: who can help now, and what else they can do."""
    age = int(filling.own[-1]) if filling.own else (_TEENAGER if filling.is_young else None)
    lines, question = safeguarding.urgent_lines(age=age, now=utc_now()), desk.questions
    say = [why, lines_as_list(lines), question.say("harm_ring"), question.say("harm_wrong")]
    safe = [] if is_safe_now(tracker) else [button(question.label("safe_now"), "safe_now", answer="yes")]
    buttons = [*safe, press(question.label("misheard"), MISHEARD, "go_on")]
    dispatcher.utter_message(text="\n\n".join(say), buttons=buttons, json_message={"kind": "safety"})
    return keep_request(replace(filling, put_away=True), waits=False)


def _notes(desk: HelpDesk, filling: Filling, step: str) -> tuple[list[str], Filling]:
    """Sentences that are said once, such as those to young people."""
    wanted = []
    if step != "intro" and filling.is_young:
        wanted += ["offer_young", *(["under_13"] if filling.is_under_13 else [])]
    if step.startswith("ask:"):
        wanted.append("nothing_yet")
    new = [sentence for sentence in wanted if sentence not in filling.told]
    said = [desk.questions.say(sentence) for sentence in new]
    return said, replace(filling, told=(*filling.told, *new))


def _words(desk: HelpDesk, filling: Filling, step: str, found: Reach) -> tuple[str, Buttons]:
    kind, _, what = step.partition(":")
    if kind == "ask":
        return _question(desk, filling, what)
    if kind == "offer":
        return _offer(desk, filling)
    if kind in {"contact", "others"}:
        return _contact(desk, found, kind)
    if kind == "change":
        return _change(desk, filling)
    if kind == "start_again":
        yes, no = desk.questions.label("start_again"), desk.questions.label("back_to_it")
        return desk.questions.say("start_again"), [press(yes, step, "yes"), press(no, step, "no")]
    if kind == "intro":
        labels = desk.questions.label("go_on"), desk.questions.label("not_now")
        text = "\n\n".join([" ".join(desk.office.agreement.intro), desk.questions.say("go_on")])
        return text, [press(labels[0], step, "go_on"), press(labels[1], step, "not_now")]
    return _sharing(desk, filling, step, kind, what)


def _question(desk: HelpDesk, filling: Filling, key: str) -> tuple[str, Buttons]:
    question, step = desk.questions.questions[key], f"ask:{key}"
    offered = ways_offered(filling) if key == "reach_how" else {each.key for each in question.choices}
    buttons = [press(each.label, step, each.key) for each in question.choices if each.key in offered]
    if filling.typed and key in {"reach_where", "reach_when"}:
        buttons.append(press(desk.questions.label("as_it_is"), step, "as_it_is"))
    if filling.typed and key == "reach_where":
        buttons.append(press(desk.questions.label(OTHER_WAY), step, OTHER_WAY))
    buttons.append(press(desk.questions.label("skip"), step, "skip"))
    if filling.editing:
        return desk.questions.say("edit", label=desk.office.agreement.label(filling.editing)), buttons
    if filling.offers_when:
        return desk.questions.say("when_said", words=filling.typed), buttons
    return question.ask(voice_of(filling, key)), buttons


def _offer(desk: HelpDesk, filling: Filling) -> tuple[str, Buttons]:
    agreement, say = desk.office.agreement, desk.questions.say
    told = [f"- {agreement.label(item)}: {value}" for item, value in items(desk, filling).items()]
    text = "\n\n".join([say("offer"), "\n".join(told), say("offer_ask")])
    return text, [
        press(desk.questions.label(answer), "offer", answer) for answer in ("use", "leave", "wrong")
    ]


def _contact(desk: HelpDesk, found: Reach, step: str) -> tuple[str, Buttons]:
    say, label = desk.questions.say, desk.questions.label
    first, *rest = found.offered
    if step == "contact":
        text = [say("contact", **_gaps(first)), found.routed.why, say("contact_ask")]
        buttons = [press(label("fine"), step, first.key)]
        return "\n\n".join(text), [*buttons, press(label("somebody_else"), step, "somebody_else")]
    lines = [f"- **{each.name}**: {each.role}, {each.agency}" for each in found.offered]
    text = [say("others") if rest else say("no_others"), "\n".join(lines)]
    return "\n\n".join(text), [press(each.name, step, each.key) for each in found.offered]


def _change(desk: HelpDesk, filling: Filling) -> tuple[str, Buttons]:
    """What can be changed: of what is only offered that alone, later everything."""
    label, told, all_items = desk.questions.label, items(desk, filling), desk.office.agreement.items
    offered = filling.is_offered_now
    shown = [key for key in all_items if not offered or (key in told and key != "family")]
    buttons = [press(all_items[key].label, "change", f"item:{key}") for key in shown]
    buttons.append(press(label("change_who"), "change", "item:who"))
    more = ("contact", "sharing") if filling.contact else ()
    buttons += [press(label(f"change_{answer}"), "change", answer) for answer in more]
    return desk.questions.say("change"), [*buttons, press(label("nothing"), "change", "nothing")]


def _sharing(desk: HelpDesk, filling: Filling, step: str, kind: str, what: str) -> tuple[str, Buttons]:
    say, label, agreement = desk.questions.say, desk.questions.label, desk.office.agreement
    contacts, values = desk.office.contacts, items(desk, filling)
    name = contacts.by_key[filling.contact].name
    if kind == "item":
        item = agreement.items[what]
        asks = say("item_ask", purpose=item.purpose, name=name)
        text = "\n\n".join([say("item", label=item.label, value=values[what]), asks])
        return text, [press(label("share"), step, "share"), press(label("keep"), step, "keep")]
    if kind == "second":
        second = contacts.by_key[filling.second].name
        buttons = [press(label("yes_second"), step, "yes"), press(label("no_second", name=name), step, "no")]
        return say("second", name=name, second=second), buttons
    if kind == "manager":
        buttons = [press(label(f"{answer}_manager"), step, answer) for answer in ("yes", "no")]
        return say("manager", name=name, manager=contacts.manager.name), buttons
    if not values:
        return say("overview_nothing", name=name), [press(label("go_on"), step, "go_on")]
    refused = kept_back(filling, values)
    asked = [item for item in values if item not in filling.always and item not in refused]
    shown = "\n".join(
        "- "
        + say(
            "overview_item", label=agreement.label(item), value=value, purpose=agreement.items[item].purpose
        )
        for item, value in values.items()
        if item not in refused
    )
    labels = ", ".join(map(agreement.label, refused))
    kept = say("kept_back", labels=labels) if refused else ""
    age = say("overview_age", name=name) if filling.always else ""
    text = "\n\n".join(filter(None, [say("overview", name=name), shown, kept, age]))
    if not asked:
        return text, [press(label("go_on"), step, "go_on")]
    buttons = [press(label("share_all"), step, "share_all"), press(label("one_by_one"), step, "one_by_one")]
    return text, buttons


def _gaps(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "role": contact.role, "agency": contact.agency}
