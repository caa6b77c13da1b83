"""What is kept of a person's part in a plan, and the way to delete it."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.parts import plan_desk
from actions.plans.asking import ask_plan_again, press
from actions.plans.keeping import DATA, ERASE, in_plan, is_asked, member_of
from earlyhelp.days import day_words
from earlyhelp.plans import Mine
from earlyhelp.plans.reminding import reminder_of

ASK = "ask"


async def say_what_is_kept(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """That they take part in a plan, and for how long it is kept; what they said is shown after a yes alone,
    for somebody may look over their shoulder.
    """
    member = await member_of(tracker)
    if member is not None:
        wording = plan_desk().office.wording
        told = [wording.say(each, reference=member.reference) for each in ("data_plan", "keeps", "data_ask")]
        yes, no = (press(wording.label(each), DATA, each) for each in ("show_data", "no_note"))
        dispatcher.utter_message(text="\n\n".join(told), buttons=[yes, no, *_ways(member)])


async def show_what_is_kept(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, *, shown: bool
) -> Events:
    """Everything that they said for the plan, in every round, and whether others see it."""
    wording = plan_desk().office.wording
    if not shown:
        dispatcher.utter_message(text=wording.say("data_hidden"))
        return []
    reminder = await in_plan(lambda session, vault, _: reminder_of(session, vault, member))
    told = [
        wording.say("data_all", reference=member.reference),
        _listed(member),
        wording.say("data_reminder", address=reminder[0], day=day_words(reminder[1])) if reminder else "",
        wording.say("data_file"),
    ]
    dispatcher.utter_message(text="\n\n".join(filter(None, told)), buttons=_ways(member))
    return await ask_plan_again(dispatcher, tracker) if is_asked(tracker) else []


async def offer_to_delete(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """That a part in a plan stays when the chat goes, and the button that deletes it."""
    member = await member_of(tracker)
    if member is not None:
        text = plan_desk().office.wording.say("delete_plan", reference=member.reference)
        dispatcher.utter_message(text=text, buttons=_ways(member))


def _ways(member: Mine) -> list[dict[str, str]]:
    label = plan_desk().office.wording.label("erase").format(reference=member.reference)
    return [press(label, ERASE, ASK)]


def _listed(member: Mine) -> str:
    office = plan_desk().office
    told = [(each, str(each.content.get("part", each.key))) for each in member.said]
    return "\n".join(
        f"- {office.blue_sky.label(part)}: {' '.join(each.words.split())} "
        f"({office.wording.say('data_shared' if each.shared else 'data_own')})"
        for each, part in told
        if each.words and office.blue_sky.is_asked(part)
    )
