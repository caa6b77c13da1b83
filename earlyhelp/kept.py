"""All that is kept of one request, to read: the one list behind the page, the file and the chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from earlyhelp.days import date_words, day_of, moment_words, span_words
from earlyhelp.office import Office
from earlyhelp.requests.status import WAITING

Kept = Mapping[str, Any]
"""One request as `exporting` writes it for a machine."""


@dataclass(frozen=True)
class Line:
    """One thing that is kept; `label` is empty where the words need none."""

    label: str
    words: str

    @property
    def whole(self) -> str:
        """Label and words in one."""
        return f"{self.label}: {self.words}" if self.label else self.words


@dataclass(frozen=True)
class Part:
    """Things of one sort under a heading."""

    title: str
    lines: tuple[Line, ...]


def read_aloud(kept: Kept, office: Office) -> tuple[Part, ...]:
    """Every field of one request, in words, items in the order in which they are asked.

    Nothing that a machine gets is left out.
    """
    say = office.wording.say
    told = {each["item"]: Line(each["label"], each["answer"]) for each in kept["answers"]}
    answers = [told[item] for item in office.agreement.in_order(told)]
    parts = [
        Part(say("export_facts"), tuple(_facts(kept, office))),
        Part(say("export_answers"), tuple(answers or [Line("", say("export_none"))])),
        Part(say("export_consents"), tuple(_consents(kept["consents"], office))),
        Part(say("export_history"), tuple(_happened(each, office) for each in kept["history"])),
        Part(say("export_looks"), tuple(_looked(each, office) for each in kept["looks"])),
    ]
    for each in kept["words_agreed"]:
        title = say("export_words", version=str(each["version"]))
        parts.append(Part(title, tuple(Line("", words) for words in each["words"])))
    return tuple(part for part in parts if part.lines)


def times_kept(data: Kept, office: Office) -> Part:
    """How long each sort of thing is kept, and what is never deleted."""
    return Part(
        office.wording.say("export_kept"), tuple(Line("", _time(each, office)) for each in data["kept"])
    )


def _facts(kept: Kept, office: Office) -> Sequence[Line]:
    """What stands in the request itself, label by label; what is not there is passed over."""
    say = office.wording.say
    told: Mapping[str, Callable[[Any], str]] = {
        "contact": lambda who: ", ".join(filter(None, (who["name"], who["role"], who["agency"]))),
        "second": lambda who: who["name"] if who["agreed"] else say("export_not_agreed", name=who["name"]),
        "status": lambda status: office.wording.kinds[status],
        "outcome": lambda outcome: office.wording.outcomes[outcome].label,
        "sent_at": _moment,
        "answer_due_at": _day,
        "ended_at": _moment,
        "under_18": lambda young: say("export_yes" if young else "export_no"),
        "safe_to_leave_a_message": lambda safe: say("export_yes" if safe else "export_no"),
    }
    over = {} if kept["status"] in WAITING else {"answer_due_at": "answer_was_due"}
    return [
        Line(say(f"export_{over.get(field, field)}"), words(kept[field]))
        for field, words in told.items()
        if kept[field] is not None
    ]


def _consents(consents: Sequence[Kept], office: Office) -> Sequence[Line]:
    """One line for each person: what was said yes and no to, each at its time."""
    people: dict[str, dict[str, list[str]]] = {}
    order = {item: place for place, item in enumerate(office.agreement.items)}
    for consent in sorted(consents, key=lambda each: order.get(each["item"], len(order))):
        decided = people.setdefault(consent["recipient"], {})
        decided.setdefault(_decided(consent, office), []).append(consent["label"])
    return [
        Line(name, " ".join(words.format(items="; ".join(labels)) for words, labels in decided.items()))
        for name, decided in people.items()
    ]


def _decided(consent: Kept, office: Office) -> str:
    """What was decided when and until when, with a gap for the items of which this is true."""
    say, state = office.wording.say, office.wording.say(f"state_{consent['state']}")
    day, version = _day(consent["withdrawn_at"] or consent["decided_at"]), str(consent["wording_version"])
    words = [say("export_decided", state=state, items="{items}", day=day, version=version)]
    if consent["expires_at"] and not consent["withdrawn_at"]:
        words.append(say("export_until", day=_day(consent["expires_at"])))
    return " ".join(words)


def _happened(event: Kept, office: Office) -> Line:
    what = office.wording.kinds.get(event["what"], event["what"])
    return Line(_moment(event["at"]), "\n".join(filter(None, (what, event["note"]))))


def _looked(look: Kept, office: Office) -> Line:
    wording = office.wording
    return Line(_moment(look["at"]), f"{wording.lookers[look['who']]} {wording.looks[look['what']]}")


def _time(kept: Kept, office: Office) -> str:
    say, told = office.wording.say, {"what": kept["what"], "why": kept["why"]}
    if kept["days"] is None:
        return say("export_lasting", **told)
    return say("export_time", time=span_words(kept["days"]), **told)


def _day(written: str) -> str:
    return date_words(day_of(datetime.fromisoformat(written)))


def _moment(written: str) -> str:
    return moment_words(datetime.fromisoformat(written))
