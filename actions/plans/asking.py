"""Asking the next thing of the talk: what it is, in whose words, and with which buttons."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.parts import help_desk, plan_desk
from actions.plans.keeping import (
    CHANGE,
    CLOSE,
    CODE,
    COME_BACK,
    DONE,
    ERASE,
    INTRO,
    LOOK_BACK,
    PART,
    PICK,
    REMIND,
    REMIND_WHERE,
    REVIEW_WHEN,
    SHARE,
    SHARE_ONE,
    SHOW,
    VOICE,
    is_change,
    keep_plan,
    kept_step,
    member_of,
    score_in,
)
from actions.showing import Buttons, button
from earlyhelp.plans import Mine, changeable, looked_at, named, open_part, places, told, undecided
from earlyhelp.plans.parts import VOICES, Part

_WITH_BUTTONS = {
    INTRO: ("begin", "have_code", "not_now"),
    VOICE: VOICES,
    SHARE: ("share_all", "one_by_one", "share_none"),
    SHOW: ("show_note", "renew_page", "no_note"),
    COME_BACK: ("show_code", "renew_code", "no_note"),
    REVIEW_WHEN: ("week", "month", "quarter", "not_now"),
    CLOSE: ("close", "go_on"),
    ERASE: ("erase_yes", "keep_it"),
    REMIND: ("remind_yes", "remind_no"),
    REMIND_WHERE: ("remind_no",),
}
"""The buttons of each step that has always the same."""
_ONE_BY_ONE = {
    "share_one": ("share_one_ask", ("share", "keep")),
    "pick": ("pick_ask", ("pick_yes", "pick_no")),
}
"""What is asked about each part, one after the other, and the buttons."""
_SENTENCES = {
    VOICE: "voice",
    CODE: "intro_code",
    SHARE: "share_ask",
    SHOW: "note_ask",
    COME_BACK: "come_back_ask",
    REVIEW_WHEN: "review_when",
    CLOSE: "close_ask",
    ERASE: "erase_ask",
    CHANGE: "which",
    REMIND: "remind_ask",
    REMIND_WHERE: "remind_where",
}


def press(label: str, step: str, answer: str) -> dict[str, str]:
    """A button that answers one step of the talk."""
    return button(label, "plan_choose", step=step, answer=answer)


def next_step(member: Mine | None) -> str:
    """What comes next for them: the intro, their age, a part, sharing, or what to do now."""
    if member is None:
        return INTRO
    if not member.voice:
        return VOICE
    part = open_part(member, plan_desk().office.blue_sky)
    if part is not None:
        return f"{PART}{part.key}"
    return SHARE if undecided(member, plan_desk().office.blue_sky) else DONE


def ask_next(dispatcher: CollectingDispatcher, member: Mine | None, before: str = "") -> Events:
    """Asks what comes next, after the sentence `before`."""
    return ask_step(dispatcher, member, next_step(member), before)


def ask_step(
    dispatcher: CollectingDispatcher,
    member: Mine | None,
    step: str,
    before: str = "",
    picked: Sequence[str] = (),
) -> Events:
    """Asks this step, and keeps what was `picked` so far. What to do now waits for no answer: whatever else
    is said is heard for itself.
    """
    text, buttons = _words(member, step)
    dispatcher.utter_message(text="\n\n".join(filter(None, [before, text])), buttons=buttons)
    return keep_plan(step, waits=step != DONE, picked=picked)


async def ask_plan_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to the talk after something in between."""
    member, step = await member_of(tracker), kept_step(tracker)
    stands = step and (member is not None or step in {INTRO, CODE})
    if not stands or step.startswith((PART, SHARE_ONE, PICK)):
        step = next_step(member) if step != DONE else DONE
    say = plan_desk().office.wording.say
    return ask_step(dispatcher, member, step, say("back_review" if member and member.round else "back"))


def ask_part(member: Mine, part: Part, round_: int, step: str) -> tuple[str, Buttons]:
    """The question of one part of a round in the member's own voice, and its buttons."""
    office = plan_desk().office
    question = part.ask(member.voice or "adult", places(member, office.blue_sky, round_))
    label = office.wording.label
    anew = is_change(step)
    leave = [press(label("as_it_is"), step, "as_it_is"), press(label("take_out"), step, "skip")]
    after = leave if anew else [press(label("skip"), step, "skip"), press(label("pause"), step, "pause")]
    if part.kind == "look":
        said = [
            office.wording.say("looked_line", label=each.label, words=member.words(each.key))
            for each in looked_at(member, office.blue_sky, part.key)
        ]
        text = "\n\n".join([office.wording.say("looked"), *said, question]) if said else question
        return text, [press(label("right"), step, "right"), press(label("change_it"), step, "change")]
    if part.kind == "scale":
        faces = [press(f"{face} {at}", step, str(at)) for face, at in office.blue_sky.faces.items()]
        return question, [*faces, *after]
    return question, after


def _words(member: Mine | None, step: str) -> tuple[str, Buttons]:
    office = plan_desk().office
    say, label = office.wording.say, office.wording.label
    buttons = [press(label(each), step, each) for each in _WITH_BUTTONS.get(step, ())]
    if step == INTRO:
        return "\n\n".join([say("intro"), say("intro_kept")]), buttons
    if member is None or step in {VOICE, CODE}:
        return say(_SENTENCES.get(step, "voice")), buttons
    voice = member.voice or "adult"
    if step == DONE:
        return say("done"), _ways_on(member)
    if step == CHANGE:
        known = changeable(member, office.blue_sky)
        several = [press(each.part.label, CHANGE, each.name) for each in known]
        nothing = press(label("nothing"), CHANGE, "nothing")
        return say("which" if known else "nothing_to_change"), [*several, nothing]
    kind, _, name = step.partition(":")
    shown = next((each for each in told(member, office.blue_sky) if each.name == name), None)
    if shown is not None and kind in _ONE_BY_ONE:
        question, answers = _ONE_BY_ONE[kind]
        one = say("share_one", label=shown.part.label, words=shown.words)
        return f"{one}\n\n{say(question)}", [press(label(each), step, each) for each in answers]
    asked = named(member, office.blue_sky, name) if kind == "part" else None
    if asked is not None:
        return ask_part(member, *asked, step)
    if kind == LOOK_BACK:
        score = score_in(step)
        return say("look_back_ask", now=score.words if score else ""), [
            press(label(each), step, each) for each in ("look_back", "not_now")
        ]
    return say(_SENTENCES[step], voice), buttons


def _to_a_person() -> list[str]:
    """The way from the plan to a request, where requests are taken."""
    return ["ask_person"] if help_desk() is not None else []


def _ways_on(member: Mine) -> Buttons:
    """What can be done once the talk is through: only what makes sense now."""
    office = plan_desk().office
    ways = [
        "see_plan",
        "come_back",
        "change",
        "share_more",
        "invite",
        "set_review",
        "review",
        *_to_a_person(),
    ]
    if member.words("action"):
        ways.insert(0, "find_help")
    if member.round and not member.is_closed:
        ways.append("close")
    return [press(office.wording.label(each), DONE, each) for each in ways]
