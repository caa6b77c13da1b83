"""Filling a request in: it is begun, answered in words or by buttons, left and taken up again."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, heard, keep, kept_enquiry, pressed
from actions.help_requests.asking import MISHEARD, ask_next, items, press, reach, step_of
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
from actions.help_requests.telling import CLIENT, facts_heard, facts_told
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from core.clock import utc_now
from earlyhelp.filling import Filling, answer_in_words, choose

_SURE, _FEW_WORDS = 0.6, 5
"""Least confidence and most words of a wish to stop, go back or skip: the same words could be an answer."""

_YES, _NO = "affirm", "deny"
_PRESSED_FOR = {
    ("intro", _YES): "go_on",
    ("offer", _YES): "use",
    ("offer", _NO): "leave",
    (START_AGAIN, _NO): "no",
}
"""Typed words that do as well as a button, by step: none of them agrees to anything or sends."""

_OURS = "ours"
"""The button of somebody who was taken for a professional and asks for their own family."""


class StartRequest(Answer):
    """Someone wants a person to get in touch."""

    def name(self) -> str:
        return "action_start_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, draft = help_desk(), kept_request(tracker)
        told = await tell_if_sent(dispatcher, desk, draft)
        if told is not None:
            return told
        is_open = draft is not None and draft.is_open
        if desk is not None and draft is not None and is_open and draft.begun:
            return await ask_next(dispatcher, tracker, draft, desk.questions.say("back"))
        who = heard(tracker).who or ("" if is_open else kept_enquiry(tracker).who)
        if desk is not None and who == CLIENT:
            return _for_professionals(dispatcher, tracker, desk)
        return await ask_next(dispatcher, tracker, Filling(facts=facts_told(tracker)))


class AnswerRequest(Answer):
    """Words typed while something of a request is asked."""

    def name(self) -> str:
        return "action_request_answer"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), open_request(tracker) or kept_request(tracker)
        if desk is not None and tracker.get_slot(LOOKING):
            return await look_further(dispatcher, tracker, desk)
        if desk is None or filling is None or not filling.is_open:
            return await ask_next(dispatcher, tracker, Filling(facts=facts_told(tracker)))
        told = await tell_if_sent(dispatcher, desk, filling)
        if told is not None:
            return told
        meant = _meant(tracker)
        if meant == "stop":
            return put_away(dispatcher, desk, filling)
        if meant == "go_back":
            before = filling.back()
            note = "" if before else desk.questions.say("nothing_to_undo")
            return await ask_next(dispatcher, tracker, before or filling, note)
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
            draft = filling if filling is not None and filling.is_open else Filling(facts=facts_told(tracker))
            return [*misheard(tracker), *await ask_next(dispatcher, tracker, draft)]
        if step == _OURS and (filling is None or not filling.is_open):
            return await ask_next(dispatcher, tracker, Filling(facts=facts_told(tracker)))
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
        return await ask_next(dispatcher, tracker, chosen)


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


def _for_professionals(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """What somebody who works with families can do; and the way on for a family that was misheard."""
    dispatcher.utter_message(response="utter_professionals")
    ours = button(desk.questions.label("ours"), "request_choose", step=_OURS, answer="go_on")
    dispatcher.utter_message(text=desk.questions.say("ours"), buttons=[ours])
    return keep(asked=tracker.get_slot(ASKED))


async def _take(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, filling: Filling, meant: str
) -> Events:
    """Words as an answer; where only a button can answer, the same is asked again."""
    step, say = step_of(desk, filling), desk.questions.say
    if step.startswith("ask:"):
        if meant == "decline_answer":
            return await ask_next(dispatcher, tracker, filling.answered(filling.open_question, ""))
        text = tracker.latest_message.get("text") or ""
        answered, wrong = answer_in_words(filling, text, facts_heard(tracker), desk.questions)
        return await ask_next(dispatcher, tracker, answered, say(wrong) if wrong else "")
    if step == "intro" and meant == _NO:
        return put_away(dispatcher, desk, filling)
    if step == START_AGAIN and meant == _YES:
        return start_over(dispatcher)
    answer = _PRESSED_FOR.get((step, meant))
    if answer is not None:
        found = reach(desk, filling, level_told(tracker), utc_now())
        chosen = choose(filling, step, answer, desk.questions, items(desk, filling), found)
        return await ask_next(dispatcher, tracker, chosen)
    return await ask_next(dispatcher, tracker, filling, say("typed_send" if step == "check" else "press"))


def _meant(tracker: Tracker) -> str:
    """The intent of a few words where it is sure; empty otherwise."""
    intent, text = tracker.latest_message.get("intent") or {}, tracker.latest_message.get("text") or ""
    sure = (intent.get("confidence") or 0.0) >= _SURE and len(text.split()) <= _FEW_WORDS
    return str(intent.get("name") or "") if sure else ""
