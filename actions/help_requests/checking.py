"""The page that is checked before sending: the exact words with their changes, and the one button."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, replace
from datetime import datetime

from rasa_sdk.executor import CollectingDispatcher

from actions.parts import HelpDesk
from actions.showing import button
from earlyhelp.agreement import Agreed
from earlyhelp.filling import Filling
from earlyhelp.filling.questions import I_RING
from earlyhelp.requests.draft import REACH


def with_key(filling: Filling) -> Filling:
    """The same with its submission key: made once, so that whatever is pressed sends one request."""
    return filling if filling.key else replace(filling, key=secrets.token_urlsafe(24))


def manager_agreed(desk: HelpDesk, filling: Filling) -> bool:
    """Whether the manager may read name and reach while nobody answers, where there is something to read."""
    asks = desk.office.asks_for_manager(filling.contact, filling.second, filling.agreed)
    return asks and filling.manager_agreed is True


def agreed_words(desk: HelpDesk, filling: Filling, items: dict[str, str], now: datetime) -> Agreed:
    """The words for what was decided, which are those of the copy as well."""
    contacts = desk.office.contacts
    second = contacts.by_key[filling.second] if filling.second_agreed else None
    manager = contacts.manager if manager_agreed(desk, filling) else None
    decisions, contact = filling.decisions(items), contacts.by_key[filling.contact]
    return desk.office.agreement.words(decisions, contact, second, now, filling.is_young, manager)


def page_mark(desk: HelpDesk, filling: Filling, items: dict[str, str], now: datetime) -> str:
    """A mark of what the page showed: a button made for other words or other answers does not fit it."""
    shown = [asdict(agreed_words(desk, filling, items, now)), items, filling.contact, filling.second]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:24]


def say_check(
    dispatcher: CollectingDispatcher,
    desk: HelpDesk,
    filling: Filling,
    items: dict[str, str],
    now: datetime,
    before: str = "",
) -> None:
    """Shows the words, the values that go with them, and the button that sends."""
    say, label, words = desk.questions.say, desk.questions.label, agreed_words(desk, filling, items, now)
    shared = [say("check_shared", words=text, value=items[item]) for item, text in words.shared.items()]
    lines = [*words.opening, *shared, *words.refused.values(), *words.closing]
    shown = "\n".join(f"- {_one_line(line)}" for line in lines)
    contact, reach = desk.office.contacts.by_key[filling.contact], filling.decisions(items).get(REACH)
    rings = filling.answers.get("reach_how") == I_RING
    gaps = {"name": contact.name, "phone": contact.phone}
    how = say("you_ring", **gaps) if reach and rings else "" if reach else say("no_reach", **gaps)
    text = [before, say("check"), shown, how, say("check_send")]
    send = button(label("send"), "submit_request", key=filling.key, page=page_mark(desk, filling, items, now))
    first = len(words.opening) + 1
    changes = [
        {
            **_press(label("change_item", label=desk.office.agreement.label(item)), f"item:{item}"),
            "beside": line,
        }
        for line, item in enumerate([*words.shared, *words.refused], first)
    ]
    others = [_press(label(key), key) for key in ("change", "not_now")]
    if REACH not in items:
        others.insert(0, _press(label("give_reach"), f"item:{REACH}"))
    dispatcher.utter_message(text="\n\n".join(filter(None, text)), buttons=[send, *others, *changes])


def _press(title: str, answer: str) -> dict[str, str]:
    return button(title, "request_choose", step="check", answer=answer)


def _one_line(text: str) -> str:
    return " ".join(text.split())
