"""Filling a request in: it is begun, answered in words or by buttons, left and taken up again."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed, typed
from actions.help_requests.asking import MISHEARD, ask_next, items, press, reach, step_of
from actions.help_requests.beginning import OURS, StartRequest
from actions.help_requests.keeping import (
    LOOKING,
    keep_request,
    kept_request,
    level_told,
    misheard,
    open_request,
)
from actions.help_requests.looking import look_further
from actions.help_requests.sent import tell_if_sent
from actions.help_requests.starting_again import START_AGAIN, start_over
from actions.help_requests.telling import beginning_with, facts_heard
from actions.parts import HelpDesk, help_desk
from core.clock import utc_now
from earlyhelp.contacts.contact import USUAL_LEVEL
from earlyhelp.filling import Filling, answer_in_words, choose, correct, keep_back
from earlyhelp.filling.choosing import AS_IT_IS
from earlyhelp.filling.editing import questions_left, skipped
from language import wishes
from safeguarding import says_misheard

_SURE, _FEW_WORDS = 0.6, 5
"""Least confidence and most words of a wish to stop, go back or skip: the same words could be an answer."""

_YES, _NO = "affirm", "deny"
_SHARES = frozenset({"overview", "item", "check"})
"""Steps at which an item can be refused by its name."""
_PRESSED_FOR = {
    ("intro", _YES): "go_on",
    ("offer", _YES): "use",
    ("offer", _NO): "leave",
    ("contact", _NO): "somebody_else",
    ("item", _NO): "keep",
    ("second", _NO): "no",
    ("manager", _NO): "no",
    ("change", _NO): "nothing",
    (START_AGAIN, _NO): "no",
}
"""Typed words that do as well as a button, by kind of step: none agrees to share anything, or sends."""


class AnswerRequest(Answer):
    """Words typed while something of a request is asked."""

    def name(self) -> str:
        return "action_request_answer"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), open_request(tracker) or kept_request(tracker)
        text = typed(tracker.latest_message.get("text"))
        if desk is not None and tracker.get_slot(LOOKING):
            return await _look_or_begin(dispatcher, tracker, desk, text)
        if desk is None or filling is None or not filling.is_open:
            return await ask_next(dispatcher, tracker, await beginning_with(tracker))
        told = await tell_if_sent(dispatcher, desk, filling)
        if told is not None:
            return told
        if level_told(tracker) != USUAL_LEVEL and says_misheard(text):
            return [
                *misheard(tracker),
                *await ask_next(dispatcher, tracker, filling, desk.questions.say("back")),
            ]
        corrected = await _correct(dispatcher, tracker, desk, filling, text)
        if corrected is not None:
            return corrected
        meant = _meant(tracker)
        if (meant == "stop" and not (wishes.sends(text) or wishes.says_yes(text))) or wishes.stops(text):
            return put_away(dispatcher, desk, filling)
        if meant == "go_back":
            before = filling.back()
            note = "" if before else desk.questions.say("nothing_to_undo")
            return await ask_next(dispatcher, tracker, before or filling, note)
        if filling.begun and wishes.goes_on(text):
            return await ask_next(dispatcher, tracker, filling, desk.questions.say("back"))
        return await _take(dispatcher, tracker, desk, filling, meant)


class ChooseInRequest(Answer):
    """A button of the request was pressed."""

    def name(self) -> str:
        return "action_request_choose"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), kept_request(tracker)
        step, answer = pressed(tracker, "step") or "", pressed(tracker, "answer") or ""
        told = await tell_if_sent(dispatcher, desk, filling)
        if told is not None:
            return told
        if step == MISHEARD:
            draft = filling if filling is not None and filling.is_open else await beginning_with(tracker)
            return [*misheard(tracker), *await ask_next(dispatcher, tracker, draft)]
        if step == OURS and (filling is None or not filling.is_open):
            return await ask_next(dispatcher, tracker, await beginning_with(tracker))
        if desk is None or filling is None or not filling.is_open:
            return await StartRequest().answer(dispatcher, tracker)
        if answer == "throw_away":
            dispatcher.utter_message(text=desk.questions.say("thrown_away"))
            return keep_request(None, waits=False)
        if answer == "back_to_it" or step != step_of(desk, filling):
            return await ask_next(dispatcher, tracker, filling, desk.questions.say("back"))
        if answer == "not_now":
            return put_away(dispatcher, desk, filling)
        if step == START_AGAIN and answer == "yes":
            return start_over(dispatcher)
        found = reach(desk, filling, level_told(tracker), utc_now())
        chosen = choose(filling, step, answer, desk.questions, items(desk, filling), found)
        return await ask_next(dispatcher, tracker, chosen, _taken_out(desk, filling, chosen, answer))


def _taken_out(desk: HelpDesk, filling: Filling, changed: Filling, answer: str = "item:") -> str:
    """The sentence about something that was only offered and is asked later instead."""
    taken = filling.is_offered_now and changed.is_offered_now and not changed.aside
    return desk.questions.say("taken_out") if taken and answer.startswith("item:") else ""


def put_away(dispatcher: CollectingDispatcher, desk: HelpDesk, filling: Filling) -> Events:
    """Stops without sending; what was told is kept for later, and can be let go of."""
    if not filling.begun:
        dispatcher.utter_message(text=desk.questions.say("not_now"))
        return keep_request(None, waits=False)
    buttons = [
        press(desk.questions.label(answer), "resume", answer) for answer in ("back_to_it", "throw_away")
    ]
    dispatcher.utter_message(text=desk.questions.say("stopped"), buttons=buttons)
    return keep_request(replace(filling, put_away=True, aside=""), waits=False)


async def _correct(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, filling: Filling, text: str
) -> Events | None:
    """Words that put something right, or keep something back, at whatever step; None where they do not."""
    step, told, say = step_of(desk, filling), items(desk, filling), desk.questions.say
    if step.partition(":")[0] in _SHARES:
        refused = keep_back(filling, text, told, desk.questions)
        if refused is not None:
            return await ask_next(dispatcher, tracker, refused)
    found = correct(filling, step, text, facts_heard(tracker), desk.questions, desk.office.contacts)
    if found is None:
        return None
    value = items(desk, found.filling).get(found.item, "")
    taken_out = "" if found.item else _taken_out(desk, filling, found.filling)
    note = say("put", value=value) if value else taken_out
    return await ask_next(dispatcher, tracker, found.filling, note)


async def _take(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, filling: Filling, meant: str
) -> Events:
    """Words as an answer; where only a button can answer, the same is asked again."""
    step, say = step_of(desk, filling), desk.questions.say
    text = tracker.latest_message.get("text") or ""
    found = reach(desk, filling, level_told(tracker), utc_now())
    answer = _PRESSED_FOR.get((step.partition(":")[0], meant))
    if step.startswith("ask:"):
        if meant == "decline_answer":
            return await ask_next(dispatcher, tracker, skipped(filling))
        if not (filling.offers_when and meant in {_YES, _NO}):
            answered, wrong = answer_in_words(filling, text, facts_heard(tracker), desk.questions)
            return await ask_next(dispatcher, tracker, answered, _said_of(desk, answered, wrong))
        if meant == _NO:
            return await ask_next(dispatcher, tracker, replace(filling, typed=""))
        answer = AS_IT_IS
    if step == "contact" and meant == _YES and found.offered:
        answer = found.offered[0].key
    if step == "intro" and meant == _NO:
        return put_away(dispatcher, desk, filling)
    if step == START_AGAIN and meant == _YES:
        return start_over(dispatcher)
    if answer is not None:
        chosen = choose(filling, step, answer, desk.questions, items(desk, filling), found)
        return await ask_next(dispatcher, tracker, chosen)
    if wishes.not_understood(text):
        return await ask_next(dispatcher, tracker, filling, say("other_words_press"))
    return await ask_next(dispatcher, tracker, filling, say("typed_send" if step == "check" else "press"))


async def _look_or_begin(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, text: str
) -> Events:
    """Words while a request is looked for: its name or code word, or the wish to begin one instead."""
    unnamed = not (tracker.get_slot(LOOKING) or {}).get("reference")
    if unnamed and (_meant(tracker) == _YES or wishes.asks_for_someone(text)):
        return await StartRequest().answer(dispatcher, tracker)
    return await look_further(dispatcher, tracker, desk)


def _said_of(desk: HelpDesk, filling: Filling, wrong: str) -> str:
    """The sentence about words that were no answer; none about an answer."""
    if wrong == "how_many":
        return desk.questions.say(wrong, count=str(questions_left(filling)))
    return desk.questions.say(wrong) if wrong else ""


def _meant(tracker: Tracker) -> str:
    """The intent of a few words where it is sure, or a plain refusal; empty otherwise."""
    if wishes.declines(tracker.latest_message.get("text") or ""):
        return _NO
    intent, text = tracker.latest_message.get("intent") or {}, tracker.latest_message.get("text") or ""
    sure = (intent.get("confidence") or 0.0) >= _SURE and len(text.split()) <= _FEW_WORDS
    return str(intent.get("name") or "") if sure else ""
