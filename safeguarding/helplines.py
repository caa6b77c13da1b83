"""The helplines that safety answers and every page may name: for which ages, when, and how far trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from core.clock import LONDON
from safeguarding.files import DATA, SafeguardingDataError, read
from safeguarding.opening_hours import Days, OpeningTime, clock, closes_at, is_open, opens_at

Status = Literal["verified", "hours to check", "check"]
TRUSTED_FOR_YEARS = 3


@dataclass(frozen=True)
class Helpline:
    """One line; ages are whole years, `hours` is "always", opening times, or None when they are not known.

    `checked` is the year of the published source, `text` a number to text, `chat` an online chat's address.
    """

    key: str
    name: str
    what: str
    number: str
    text: str
    chat: str
    age_from: int
    age_to: int | None
    hours: Literal["always"] | tuple[OpeningTime, ...] | None
    professionals: bool
    source: str
    checked: int
    status: Status

    def fits(self, age: int | None) -> bool:
        """Whether a person of this age may call; someone whose age is not known may call every line."""
        return age is None or (self.age_from <= age and (self.age_to is None or age <= self.age_to))

    def hours_are_trusted(self, now: datetime) -> bool:
        """Hours count only when they were verified, and for three years after the year of their source."""
        years = now.astimezone(LONDON).year - self.checked
        return self.status == "verified" and self.hours is not None and years <= TRUSTED_FOR_YEARS

    def is_closed(self, now: datetime) -> bool:
        """Whether the line is known to be closed; one whose hours are not trusted is never called closed."""
        if not self.hours_are_trusted(now) or self.hours in ("always", None):
            return False
        return not is_open(cast("tuple[OpeningTime, ...]", self.hours), now)

    def opening(self, now: datetime) -> str:
        """What to say about the hours at an aware moment; empty when they are not trusted."""
        if not self.hours_are_trusted(now):
            return ""
        if self.hours == "always":
            return "Open day and night"
        times = cast("tuple[OpeningTime, ...]", self.hours)
        until = closes_at(times, now)
        if until:
            return "Open now" if (until.hour, until.minute) == (0, 0) else f"Open now until {clock(until)}"
        opens = opens_at(times, now)
        return f"Opens {_day(opens, now)} at {clock(opens)}" if opens else ""

    def sentence(self, now: datetime) -> str:
        """Who it is, how to reach them, when and for whom, as one item of a list."""
        text = f"text {self.text}" if self.text else ""
        reach = " or ".join(each for each in (self.number, text) if each)
        parts = (f"{self.name}: {reach}", self.opening(now), self.what)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


@dataclass(frozen=True)
class Helplines:
    """All lines by key, and the keys of the short list on every page."""

    lines: Mapping[str, Helpline]
    urgent: tuple[str, ...]


@lru_cache(maxsize=1)
def load_helplines(path: Path = DATA / "helplines.yml") -> Helplines:
    """Read all lines once; raises SafeguardingDataError naming the line that is wrong."""
    lines: dict[str, Helpline] = {}
    data = read(path)
    for written in data["lines"]:
        try:
            line = _line(written)
        except (KeyError, TypeError, ValueError) as error:
            name = written.get("key")
            raise SafeguardingDataError(f"Mend the line {name!r} of {path.name}: {error}.") from error
        if line.key in lines:
            raise SafeguardingDataError(f"Give each line of {path.name} its own key, not {line.key!r} twice.")
        lines[line.key] = line
    return Helplines(lines, tuple(data["urgent"]))


def choose_lines(keys: Iterable[str], age: int | None, now: datetime, limit: int = 5) -> tuple[Helpline, ...]:
    """The lines of these keys that may be shown: right for the age, checked, open ones before closed ones.

    `social_care` stands for children's social care by day and the Emergency Duty Team at other times.
    """
    known = load_helplines().lines
    wanted = (known[_social_care(now) if key == "social_care" else key] for key in keys)
    fitting = [line for line in dict.fromkeys(wanted) if line.status != "check" and line.fits(age)]
    chosen = sorted(fitting, key=lambda line: line.is_closed(now))[:limit]
    return tuple(line for line in chosen if not (line.key == "emergency_duty_team" and line.is_closed(now)))


def advice_line() -> Helpline:
    """Whom professionals ring to talk a worry through."""
    return load_helplines().lines["early_help_hub"]


def urgent_lines(age: int | None = None, now: datetime | None = None) -> tuple[Helpline, ...]:
    """The short list on every page: 999 first, then lines that fit the age; `now` is aware."""
    return choose_lines(load_helplines().urgent, age, aware(now), limit=8)


def aware(now: datetime | None) -> datetime:
    """The moment given, read as UTC when it has no zone; the present when none is given."""
    if now is None:
        return datetime.now(UTC)
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def _social_care(now: datetime) -> str:
    day = load_helplines().lines["childrens_social_care"]
    return "emergency_duty_team" if day.is_closed(now) else "childrens_social_care"


def _day(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.astimezone(LONDON).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, f"on {moment:%A}")


def _line(written: Mapping[str, Any]) -> Helpline:
    status, ages = written["status"], written["ages"]
    if status not in get_args(Status):
        raise ValueError(f"the status {status!r} is not one of {', '.join(get_args(Status))}")
    return Helpline(
        key=written["key"],
        name=written["name"],
        what=written["what"],
        number=str(written["number"]),
        text=str(written.get("text", "")),
        chat=written.get("chat", ""),
        age_from=int(ages["from"]),
        age_to=int(ages["to"]) if "to" in ages else None,
        hours=_hours(written["hours"]),
        professionals=written.get("for") == "professional",
        source=written["source"],
        checked=int(written["checked"]),
        status=status,
    )


def _hours(written: Any) -> Literal["always"] | tuple[OpeningTime, ...] | None:
    if written == "24/7":
        return "always"
    if written == "unknown":
        return None
    times = []
    for one in written:
        if one["days"] not in get_args(Days):
            raise ValueError(f"the days {one['days']!r} are not one of {', '.join(get_args(Days))}")
        times.append(OpeningTime(one["days"], time.fromisoformat(one["from"]), time.fromisoformat(one["to"])))
    return tuple(times)
