"""Phrasing a page of services: what was heard, the cards, some advice and a next step."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.hearing import keep
from actions.parts import help_desk, parts
from directory.advice import advice_for
from directory.enquiry import PAGE, Enquiry
from directory.places import Place
from directory.search import Filters, Found, Query, Results
from directory.wording import distance_in_words
from language.ages import OLDEST, AgeRange

Buttons = list[dict[str, str]]

THE_LIST = "list"
"""What the button back to a list of services holds, so that it leads nowhere else."""
COMMON_NEEDS = ("money", "housing", "school_attendance", "mental_health", "parenting", "disability_and_send")


def button(title: str, intent: str, **entities: str) -> dict[str, str]:
    """A button that stands for an intent and its entities."""
    held = ", ".join(f'"{key}": "{value}"' for key, value in entities.items())
    return {"title": title, "payload": f"/{intent}{{{held}}}"}


def label(need: str) -> str:
    """A need's name in families' words, as it reads within a sentence."""
    text = parts().needs[need].label
    return text if text[:2].isupper() else text[0].lower() + text[1:]


async def go_on(dispatcher: CollectingDispatcher, enquiry: Enquiry, named: tuple[str, ...] = ()) -> Events:
    """Asks for what is missing, or shows services. `named` are the needs to say back."""
    step = enquiry.next_step
    if step == "ask_need":
        dispatcher.utter_message(response="utter_ask_need", buttons=need_buttons(COMMON_NEEDS))
        return keep(enquiry, asked="need")
    _say_back(dispatcher, enquiry, named)
    if step == "ask_place":
        dispatcher.utter_message(response="utter_ask_place")
        return keep(enquiry, asked="place")
    return await show(dispatcher, enquiry)


async def show(dispatcher: CollectingDispatcher, enquiry: Enquiry) -> Events:
    """Shows up to three services with why each fits, then advice and what can be done next."""
    results = await asyncio.to_thread(parts().search.find, _query(enquiry))
    if not results.results:
        dispatcher.utter_message(response=_nothing(enquiry), buttons=_ways_on(enquiry, more=False))
        return keep(enquiry)
    for sentence in results.relaxed:
        dispatcher.utter_message(response="utter_relaxed", relaxed=sentence)
    dispatcher.utter_message(
        response="utter_results" if not enquiry.offset else "utter_more_results",
        where=_where(enquiry),
        what=parts().needs[enquiry.need].label if enquiry.need else "For you",
        json_message={"cards": [card(found) for found in results.results]},
    )
    _say_next_step(dispatcher, enquiry, results)
    return keep(enquiry.show(tuple(found.id for found in results.results)))


def card(found: Found) -> dict[str, Any]:
    """What a channel needs to show one service; empty facts are left out."""
    facts = found.as_json()
    kept = {
        key: facts[key]
        for key in ("name", "organisation", "summary", "why", "cost", "ages", "phone", "email")
    }
    kept["distance"] = distance_in_words(facts["distance_km"])
    return {"service_id": found.id, "url": f"/services/{found.id}"} | {k: v for k, v in kept.items() if v}


def _query(enquiry: Enquiry) -> Query:
    spot = enquiry.spot
    near = None
    if spot and spot.latitude is not None and spot.longitude is not None:
        near = Place(spot.name, spot.postcode, spot.latitude, spot.longitude, spot.district)
    return Query(
        text=enquiry.words,
        needs=(enquiry.need,) if enquiry.need else (),
        near=near,
        age=_ages(enquiry),
        filters=Filters(
            **dict.fromkeys(enquiry.filters, True), excluded=enquiry.excluded, within_km=enquiry.within_km
        ),
        limit=PAGE,
        offset=enquiry.offset,
    )


def _ages(enquiry: Enquiry) -> AgeRange | None:
    if enquiry.age is None:
        return None
    low, high = enquiry.age
    return AgeRange(low or 0.0, OLDEST if high is None else high)


def _where(enquiry: Enquiry) -> str:
    return (
        f"near {enquiry.spot.name}"
        if enquiry.spot and enquiry.spot.name
        else "by phone, online or in the county"
    )


def _say_back(dispatcher: CollectingDispatcher, enquiry: Enquiry, named: tuple[str, ...]) -> None:
    if len(named) > 1 and enquiry.need:
        first_of_all = sorted(named, key=lambda need: need != enquiry.need)
        said = "\n".join(f"- {label(need)}" for need in first_of_all)
        first = advice_for(parts().advice, enquiry.need)
        heard = first.heard if first else "Thank you for telling me."
        dispatcher.utter_message(response="utter_heard_several", heard=heard, needs=said)
    elif named:
        article = advice_for(parts().advice, named[0])
        if article:
            dispatcher.utter_message(response="utter_heard_one", heard=article.heard)


def _say_next_step(dispatcher: CollectingDispatcher, enquiry: Enquiry, results: Results) -> None:
    article = advice_for(parts().advice, enquiry.need)
    ways = _ways_on(enquiry, more=results.total > enquiry.offset + PAGE)
    if article and enquiry.need not in enquiry.answered:
        dispatcher.utter_message(
            response="utter_next_step",
            advice=article.summary,
            step=article.next_step,
            title=article.title,
            slug=article.slug,
            buttons=ways,
        )
    else:
        dispatcher.utter_message(response="utter_what_next", buttons=ways)


def _ways_on(enquiry: Enquiry, more: bool) -> Buttons:
    ways = [button(f"Now: {label(need)}", "choose_need", need=need) for need in enquiry.waiting[:3]]
    if more:
        ways.append(button("Show me more", "show_more"))
    if enquiry.spot and enquiry.spot.name and "online" not in enquiry.filters:
        ways.append(button("Help by phone or online", "narrow", filter="online"))
    if "free" not in enquiry.filters:
        ways.append(button("Only free help", "narrow", filter="free"))
    ways += request_buttons()
    ways.append(button("Look for something else", "look_for_something_else"))
    return ways


def need_buttons(needs: tuple[str, ...]) -> Buttons:
    """One button a need, with its name."""
    return [button(parts().needs[need].label, "choose_need", need=need) for need in needs]


def request_buttons() -> Buttons:
    """The button that begins a request; none where requests are not taken."""
    return [button("Ask someone to get in touch", "start_request")] if help_desk() is not None else []


def offer_person(dispatcher: CollectingDispatcher) -> None:
    """Says that a person can get in touch, with the button; nothing where requests are not taken."""
    desk = help_desk()
    if desk is not None:
        dispatcher.utter_message(text=desk.replies.say("offer_person"), buttons=request_buttons())


def _nothing(enquiry: Enquiry) -> str:
    return "utter_no_more_results" if enquiry.offset else "utter_no_results"
