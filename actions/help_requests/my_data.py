"""What is kept of a person, and deleting it: the chat, and the requests that were sent from it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.asking import ask_again
from actions.hearing import pressed
from actions.help_requests.keeping import hides, kept_request
from actions.help_requests.shown import SHOWN_ALL, show_or_hide
from actions.help_requests.standing import Standing, links_to, standing_of, standings
from actions.parts import HelpDesk, help_desk
from actions.plans.my_data import offer_to_delete, say_what_is_kept
from actions.showing import Buttons, button
from core.clock import utc_now
from earlyhelp.days import date_words, day_of
from earlyhelp.exporting import export_person
from earlyhelp.kept import Part, read_aloud, times_kept
from earlyhelp.lifecycle import Erased, erase_request
from earlyhelp.requests import requests_of


class SeeMyData(Answer):
    """Someone asks what is kept of them."""

    def name(self) -> str:
        return "action_see_my_data"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = help_desk()
        dispatcher.utter_message(response="utter_my_data")
        if desk is not None:
            hidden = hides(tracker) and pressed(tracker, "answer") != SHOWN_ALL
            found = await asyncio.to_thread(standings, desk, tracker.sender_id)
            if found and hidden:
                buttons = show_or_hide(desk, "see_my_data")
                dispatcher.utter_message(text=desk.questions.say("hidden_data_ask"), buttons=buttons)
            elif found:
                data, links = await asyncio.to_thread(_export, desk, tracker.sender_id)
                dispatcher.utter_message(text=_as_text(desk, data, links))
            elif _is_begun(tracker):
                dispatcher.utter_message(text=desk.questions.say("data_draft"))
        await say_what_is_kept(dispatcher, tracker)
        return await ask_again(dispatcher, tracker)


class DeleteMyData(Answer):
    """Someone wants everything to go: the chat can, and what becomes of a request is said."""

    def name(self) -> str:
        return "action_delete_my_data"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = help_desk()
        dispatcher.utter_message(response="utter_delete_my_data")
        hidden = hides(tracker)
        found = await asyncio.to_thread(standings, desk, tracker.sender_id, hidden) if desk else []
        if desk is not None and found:
            say = desk.questions.say
            told = [say("delete_request", reference=each.called, name=each.name) for each in found]
            dispatcher.utter_message(text="\n\n".join(told), buttons=_ways_to_delete(desk, found))
        await offer_to_delete(dispatcher, tracker)
        return await ask_again(dispatcher, tracker)


class EraseRequest(Answer):
    """The button that deletes what was told in a request was pressed: it asks once, and then deletes."""

    def name(self) -> str:
        return "action_erase_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, request = help_desk(), pressed(tracker, "request")
        if desk is not None and request:
            answer = pressed(tracker, "answer")
            standing = await asyncio.to_thread(standing_of, desk, request, hides(tracker))
            if standing is None:
                dispatcher.utter_message(text=desk.questions.say("copy_gone"))
            elif answer == "yes":
                erased = await asyncio.to_thread(_erase, desk, request)
                dispatcher.utter_message(text=_what_went(desk, standing, erased))
            elif answer == "no":
                dispatcher.utter_message(text=desk.questions.say("kept_it"))
            else:
                _ask_to_erase(dispatcher, desk, standing)
        return await ask_again(dispatcher, tracker)


def _ask_to_erase(dispatcher: CollectingDispatcher, desk: HelpDesk, standing: Standing) -> None:
    say, label = desk.questions.say, desk.questions.label
    buttons = [
        button(label(title), "erase_request", answer=answer, request=standing.id)
        for title, answer in (("erase_yes", "yes"), ("keep_it", "no"))
    ]
    text = [say("erase_ask", reference=standing.called, name=standing.told), _chat_stays(desk)]
    dispatcher.utter_message(text="\n\n".join(text), buttons=buttons)


def _what_went(desk: HelpDesk, standing: Standing, erased: Erased) -> str:
    """What went, what has to stay and until when, and what this chat still holds."""
    say, kept = desk.questions.say, erased.kept
    done = say("erased", reference=standing.called, name=standing.told)
    stays = say("delete_kept", what=kept.what, why=kept.why, until=date_words(day_of(erased.until)))
    lasts = say("delete_lasting", what=desk.office.lasting.what, why=desk.office.lasting.why)
    return "\n\n".join([done, stays, lasts, _chat_stays(desk)])


def _chat_stays(desk: HelpDesk) -> str:
    return desk.questions.say("chat_stays", days=str(desk.chat_days))


def _is_begun(tracker: Tracker) -> bool:
    filling = kept_request(tracker)
    return filling is not None and filling.is_open and filling.begun


def _ways_to_delete(desk: HelpDesk, found: Sequence[Standing]) -> Buttons:
    label = desk.questions.label
    buttons = []
    for each in found:
        if not each.taken_back:
            title = label("withdraw", reference=each.called)
            buttons.append(button(title, "withdraw_consent", request=each.id))
        title = label("erase", reference=each.called)
        buttons.append(button(title, "erase_request", request=each.id))
    return buttons


def _export(desk: HelpDesk, person: str) -> tuple[dict[str, Any], Mapping[str, str]]:
    """All that is kept of the requests of this chat, and links to the pages of those that hold something."""
    links = links_to(desk, found := standings(desk, person))
    with desk.sessions.begin() as session:
        requests = requests_of(session, person)
        data = export_person(session, desk.vault, requests, utc_now(), desk.office, "seen").data
    return data, {each.reference: links[each.id] for each in found if each.id in links}


def _as_text(desk: HelpDesk, data: dict[str, Any], links: Mapping[str, str]) -> str:
    """The same that the export holds, as lines to read in a chat; `links` to their pages by reference."""
    say = desk.questions.say
    told = [say("data_requests")]
    for each in data["requests"]:
        told.append(say("data_request", reference=each["reference"], name=each["contact"]["name"]))
        for part in read_aloud(each, desk.office):
            told += [f"**{part.title}**", _listed(part)]
        link = links.get(each["reference"])
        told += [say("own_page", link=link)] if link else []
    times = times_kept(data, desk.office)
    return "\n\n".join([*told, say("data_times"), _listed(times)])


def _listed(part: Part) -> str:
    return "\n".join(f"- {' '.join(each.whole.split())}" for each in part.lines)


def _erase(desk: HelpDesk, request_id: str) -> Erased:
    with desk.sessions.begin() as session:
        return erase_request(session, desk.vault, request_id, utc_now(), desk.office)
