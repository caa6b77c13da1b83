"""Short advice on a need, and the way to the whole article."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import heard, keep, kept_enquiry, pressed
from actions.parts import parts
from actions.showing import button, go_on
from directory.advice import advice_for


class GiveAdvice(Answer):
    """Someone asks how to cope with something."""

    def name(self) -> str:
        return "action_give_advice"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message = heard(tracker)
        enquiry = kept_enquiry(tracker).hear(message)
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
        return keep(enquiry)
