"""Asking the next thing of the talk: what it is, in whose words, and with which buttons."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.help_requests.yes_or_no import held_by
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
    kept_picks,
    kept_step,
    member_of,
    score_in,
)
from actions.showing import Buttons, button
from earlyhelp.plans import Mine, changeable, looked_at, named, open_part, places, told, undecided
from earlyhelp.plans.parts import VOICES, Part
from language.wishes import plain

_WITH_BUTTONS = {
    INTRO: ("begin", "have_code", "not_now"),
    VOICE: (*VOICES, "no_age"),
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


_ONLY_PRESSED = frozenset({"share_all", "share", "pick_yes", "show_note", "show_code", "erase_yes"})
"""Answers that show something or delete it: words alone never do."""


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
    asked = undecided(member, plan_desk().office.blue_sky)
    if len(asked) == 1:
        return f"{SHARE_ONE}{asked[0].name}"
    return SHARE if asked else DONE


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


async def ask_plan_again(dispatcher: CollectingDispatcher, tracker: Tracker, before: str = "") -> Events:
    """Back to the talk after something in between; `before` is said first."""
    member, step = await member_of(tracker), kept_step(tracker)
    stands = step and (member is not None or step in {INTRO, CODE})
    if not stands or (step.startswith((PART, SHARE_ONE, PICK)) and not _still_asked(member, step)):
        step = next_step(member) if step != DONE else DONE
    say = plan_desk().office.wording.say
    back = say("back_review" if member and member.round else "back")
    return ask_step(dispatcher, member, step, before or back, kept_picks(tracker))


async def ask_after_danger(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to the question in whose answer danger was told: that answer is kept, and may be said in part."""
    step, kept = kept_step(tracker), ""
    if step.startswith(PART):
        kept = plan_desk().office.wording.say("kept_apart")
    return await ask_plan_again(dispatcher, tracker, kept)


def _still_asked(member: Mine | None, step: str) -> bool:
    """Whether this one of several that are asked about one by one waits for its answer, or is said anew."""
    if member is None or is_change(step):
        return member is not None
    asked = undecided(member, plan_desk().office.blue_sky)
    return step.startswith(PICK) or step in {f"{SHARE_ONE}{each.name}" for each in asked}


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


def pressed_in_words(member: Mine | None, step: str, text: str) -> str:
    """The answer of a button of this step whose very words were typed; empty if none, or if only a press
    counts because others would see something.
    """
    said = plain(text)
    titles = {each["title"]: each["payload"] for each in _words(member, step)[1]}
    payload = next((held for title, held in titles.items() if plain(title) == said), "")
    _, answer = held_by({"payload": payload}) if payload else ("", {})
    key = str(answer.get("answer", "")) if answer.get("step") == step else ""
    return "" if key in _ONLY_PRESSED else key


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
