"""Filling a request in: it is begun, answered in words or by buttons, left and taken up again."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import heard, kept_enquiry, pressed
from actions.help_requests.asking import ask_next, items, press, reach, step_of
from actions.help_requests.keeping import LOOKING, keep_request, kept_request, open_request
from actions.help_requests.looking import look_further
from actions.help_requests.telling import CLIENT, facts_heard, facts_told
from actions.parts import HelpDesk, help_desk
from core.clock import utc_now
from earlyhelp.filling import Filling, answer_in_words, choose

_SURE, _FEW_WORDS = 0.6, 5
"""Least confidence and most words of a wish to stop, go back or skip: the same words could be an answer."""

_YES, _NO = "affirm", "deny"


class StartRequest(Answer):
    """Someone wants a person to get in touch."""

    def name(self) -> str:
        return "action_start_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if CLIENT in (heard(tracker).who, kept_enquiry(tracker).who):
            dispatcher.utter_message(response="utter_professionals")
            return []
        desk, begun = help_desk(), kept_request(tracker)
        if desk is not None and begun is not None and begun.is_open and begun.begun:
            return await ask_next(dispatcher, tracker, begun, desk.questions.say("back"))
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
        if desk is None or filling is None or not filling.is_open:
            return await StartRequest().answer(dispatcher, tracker)
        step, answer = pressed(tracker, "step") or "", pressed(tracker, "answer") or ""
        if answer == "throw_away":
            dispatcher.utter_message(text=desk.questions.say("thrown_away"))
            return keep_request(None, waits=False)
        if answer == "back_to_it" or step != step_of(desk, filling):
            return await ask_next(dispatcher, tracker, filling, desk.questions.say("back"))
        if answer == "not_now":
            return put_away(dispatcher, desk, filling)
        found = reach(desk, filling, utc_now())
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
    return keep_request(replace(filling, put_away=True), waits=False)


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
    pressed_for = {("intro", _YES): "go_on", ("offer", _YES): "use", ("offer", _NO): "leave"}
    answer = pressed_for.get((step, meant))
    if answer is not None:
        found = reach(desk, filling, utc_now())
        chosen = choose(filling, step, answer, desk.questions, items(desk, filling), found)
        return await ask_next(dispatcher, tracker, chosen)
    return await ask_next(dispatcher, tracker, filling, say("typed_send" if step == "check" else "press"))


def _meant(tracker: Tracker) -> str:
    """The intent of a few words where it is sure; empty otherwise."""
    intent, text = tracker.latest_message.get("intent") or {}, tracker.latest_message.get("text") or ""
    sure = (intent.get("confidence") or 0.0) >= _SURE and len(text.split()) <= _FEW_WORDS
    return str(intent.get("name") or "") if sure else ""
