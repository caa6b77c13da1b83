"""Ages, costs and dates in plain words, the same in a card, on a page and in the chat."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from directory.models import CostOption

_FREE = ("free", "no charge", "no cost", "no fee", "there is no charge", "£0", "nil")
KILOMETRES_A_MILE = 1.609344
_EVERYONE = ("everyone", "all", "anyone", "standard", "cost")
_NOT_FREE = ("free trial", "free first", "free for", "free if", "free parking")


def _age(years: float) -> str:
    if years == int(years):
        return str(int(years))
    if years < 3:
        months = round(years * 12)
        return f"{months} month{'s' if months != 1 else ''}" if months else "birth"
    half = abs(years % 1 - 0.5) < 0.05
    return f"{int(years)}½" if half else str(round(years))


def ages_in_words(minimum: float | None, maximum: float | None) -> str | None:
    """Such as "11 to 18", "16 and over", "up to 5", "under 5" (4.99), "6 months to 4"; None for any age."""
    just_under = maximum is not None and maximum > 1 and maximum % 1 >= 0.9
    if not minimum and maximum is None:
        return None
    if maximum is None:
        return f"{_age(minimum or 0)} and over"
    if not minimum:
        return f"under {math.ceil(maximum)}" if just_under else f"up to {_age(maximum)}"
    top = _age(math.floor(maximum) if just_under else maximum)
    low = _age(minimum)
    return low if low == top else f"{low} to {top}"


def distance_in_words(kilometres: float | None) -> str:
    """As people here say it, in miles; empty for no distance."""
    if kilometres is None:
        return ""
    miles = kilometres / KILOMETRES_A_MILE
    if miles < 0.95:
        return "less than a mile away"
    return "about a mile away" if round(miles) == 1 else f"about {round(miles)} miles away"


def pounds(amount: float) -> str:
    """An amount such as "£5", "£3.50" or "50p"; "free" for nothing."""
    if amount == 0:
        return "free"
    if amount < 1:
        return f"{round(amount * 100)}p"
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def _option(cost: CostOption) -> str:
    said = pounds(cost.amount) if cost.amount is not None else ""
    more = cost.amount_description or ""
    both = more if said.lower() in more.lower() else f"{said} {more}".strip()
    if both and (cost.option or "").lower() in _EVERYONE:
        return both
    if cost.option and cost.option.lower() not in both.lower():
        return f"{cost.option}: {both}" if both else cost.option
    return both


def _current(costs: Iterable[CostOption], today: date) -> list[CostOption]:
    return [each for each in costs if not each.valid_to or each.valid_to >= today]


def is_free(costs: Iterable[CostOption], fees: str | None, today: date) -> bool | None:
    """True if nothing has to be paid, False if something has, None if nobody says."""
    amounts = [each.amount for each in _current(costs, today) if each.amount is not None]
    if amounts:
        return all(amount == 0 for amount in amounts)
    said = " ".join([fees or "", *(_option(each) for each in _current(costs, today))]).strip().lower()
    if not said:
        return None
    if said.startswith(_FREE) and not said.startswith(_NOT_FREE):
        return True
    return False if "£" in said or "pay" in said else None


def cost_in_words(costs: Iterable[CostOption], fees: str | None, today: date) -> str | None:
    """One line on what it costs; None if nobody says."""
    options = list(dict.fromkeys(said for each in _current(costs, today) if (said := _option(each))))
    line = "; ".join(options) or fees or ""
    return line[:1].upper() + line[1:] or None


def day_in_words(day: date) -> str:
    """A date such as "10 December 2024"."""
    return f"{day.day} {day:%B %Y}"
