"""All about one service: how to reach it, when it is open, what it costs and how to get there."""

from __future__ import annotations

import asyncio

from rapidfuzz import fuzz, process, utils
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import keep, kept_enquiry, pressed
from actions.parts import parts
from actions.plans.offering import into_plan
from actions.showing import THE_LIST, button, go_on
from directory.enquiry import Enquiry
from directory.services import ServiceDetails, service_details
from language.numbers import find_position

_SURE_OF_A_NAME = 75


class ServiceDetailsAction(Answer):
    """Someone wants to know more about a service that was shown."""

    def name(self) -> str:
        return "action_service_details"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        enquiry = kept_enquiry(tracker)
        if not enquiry.shown:
            return await go_on(dispatcher, enquiry)
        service = pressed(tracker, "service") or service_meant(tracker, enquiry)
        if service is None:
            dispatcher.utter_message(response="utter_which_service", buttons=await shown_buttons(enquiry))
            return keep(enquiry, asked="service")
        details = await _read(service)
        if details is None:
            dispatcher.utter_message(response="utter_service_gone")
            return keep(enquiry)
        dispatcher.utter_message(
            response="utter_service_details",
            facts="\n".join(facts_of(details)),
            name=details.name,
            service=details.id,
            buttons=[*_ways_on(enquiry, service), *await into_plan(tracker, details)],
        )
        return keep(enquiry.look_at(service))


def facts_of(details: ServiceDetails) -> list[str]:
    """Lines of `- What: fact`, only for what is known."""
    facts = {
        "Please note": details.alert,
        "Phone": ", ".join(phone.number for phone in details.phones),
        "Email": details.email,
        "Website": details.url,
        "Where": "; ".join(address.text for address in details.addresses),
        "How to get there": details.directions,
        "Open": "; ".join(details.opening),
        "Cost": details.cost,
        "Ages": details.ages,
        "Languages": ", ".join(details.languages),
        "How to start": details.how_to_start,
        "Last checked": f"{details.assured:%-d %B %Y}" if details.assured else None,
    }
    return [f"- {name}: {fact}" for name, fact in facts.items() if fact]


def service_meant(tracker: Tracker, enquiry: Enquiry) -> str | None:
    """Which shown service a message means: `the second one`, a name, or the one being read about."""
    text = tracker.latest_message.get("text") or ""
    place = find_position(text, len(enquiry.shown))
    if place is not None:
        return enquiry.shown[place]
    names = {service: details.name for service in enquiry.shown if (details := _details(service))}
    best = process.extractOne(text, names, scorer=fuzz.partial_ratio, processor=utils.default_process)
    if best and best[1] >= _SURE_OF_A_NAME:
        return str(best[2])
    return enquiry.service or (enquiry.shown[0] if len(enquiry.shown) == 1 else None)


def _details(service: str) -> ServiceDetails | None:
    with parts().sessions() as session:
        return service_details(session, service)


async def _read(service: str) -> ServiceDetails | None:
    return await asyncio.to_thread(_details, service)


async def shown_buttons(enquiry: Enquiry) -> list[dict[str, str]]:
    """One button for each service that was just shown."""
    known = [details for service in enquiry.shown if (details := await _read(service))]
    return [button(details.name, "show_service", service=details.id) for details in known]


def _ways_on(enquiry: Enquiry, service: str) -> list[dict[str, str]]:
    return [
        *([button("Back to the list", "carry_on", answer=THE_LIST)] if len(enquiry.shown) > 1 else []),
        button("Not this one", "narrow", filter="not_that_one"),
        button("Look for something else", "look_for_something_else"),
    ]
