"""Short advice on a need, and the way to the whole article."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.asking import ask_again
from actions.hearing import ASKED, heard, keep, kept_enquiry, pressed
from actions.parts import parts
from actions.showing import button, go_on
from directory.advice import advice_for


class GiveAdvice(Answer):
    """Someone asks how to cope with something; services come as well where none were shown for it yet."""

    def name(self) -> str:
        return "action_give_advice"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message = heard(tracker)
        before = kept_enquiry(tracker)
        enquiry = before.hear(message)
        asked_if_safe = tracker.get_slot(ASKED) == "safe_now"
        if enquiry.spot and enquiry.need not in before.answered and not asked_if_safe:
            return await go_on(dispatcher, enquiry, message.needs)
        article = advice_for(parts().advice, pressed(tracker, "need") or enquiry.need)
        if article is None:
            return await go_on(dispatcher, enquiry, message.needs)
        dispatcher.utter_message(
            response="utter_advice",
            advice=article.summary,
            step=article.next_step,
            title=article.title,
            slug=article.slug,
            buttons=[button("Find help near me", "choose_need", need=article.need)],
        )
        if asked_if_safe:
            return [*keep(enquiry), *await ask_again(dispatcher, tracker)]
        return keep(enquiry)
