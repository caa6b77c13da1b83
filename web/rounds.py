"""What the site does by the clock: sends the outbox, keeps deadlines, reminds, and forgets what is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock
from core.database import BUSY_SECONDS, write_anew
from core.encryption import Vault
from core.mail import forget_mails
from core.outbox import Worker
from core.outbox.worker import ROUND
from core.tables import sealed_tables
from directory.gaps import forget_gaps
from directory.people import Letters
from directory.people.letters import ask_owners
from earlyhelp.days import day_of
from earlyhelp.deadlines import AT_ONCE, escalate
from earlyhelp.lifecycle import purge
from earlyhelp.office import Office
from earlyhelp.plans import PlanOffice
from earlyhelp.plans.forgetting import forget_plans
from earlyhelp.plans.reminding import AT_ONCE as REMINDERS
from earlyhelp.plans.reminding import send_reminders
from staff.sessions import SessionTimes, forget_ended

log = structlog.get_logger()

_SECONDS_BETWEEN = 5.0
_SECONDS_TO_FINISH = 5.0
_DEADLINES_EVERY = timedelta(minutes=1)
_NIGHT = timedelta(hours=3)
"""The purge belongs to the day that began three hours ago, in London."""


@dataclass
class Lane:
    """One thing that goes round by itself, so that whatever holds it up holds up nothing else."""

    work: Callable[[], Awaitable[None]]
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def go(self) -> None:
        """One time; another that is under way is waited for."""
        async with self.one_at_a_time:
            await self.work()

    async def keep_going(self, is_over: Callable[[], bool]) -> None:
        """Again as soon as it is woken, and every five seconds."""
        while not is_over():
            self.woken.clear()
            await self.go()
            try:
                async with asyncio.timeout(0 if is_over() else _SECONDS_BETWEEN):
                    await self.woken.wait()
            except TimeoutError:
                continue


@dataclass
class Rounds:
    """Runs until it is stopped; safe in several processes at once, for every part of it is.

    Each of `workers` has a lane, and so has the clock: a mail server that hangs stops neither deadlines nor
    what goes elsewhere.
    """

    workers: Sequence[Worker]
    sessions: sessionmaker[Session]
    vault: Vault
    office: Office
    plans: PlanOffice
    letters: Letters
    times: SessionTimes
    clock: Clock
    _stopping: bool = False
    _looked_at: datetime | None = None
    _purged_on: date | None = None
    _asked_on: date | None = None

    def __post_init__(self) -> None:
        self._lanes = [*(self._deliveries(each) for each in self.workers), Lane(self._keep_time)]

    def wake(self) -> None:
        """Something was put into the outbox: send it now rather than within five seconds."""
        for lane in self._lanes:
            lane.woken.set()

    async def run(self) -> None:
        """Goes round until `stop`; what fails is logged by its class and tried again."""
        await asyncio.gather(*(lane.keep_going(lambda: self._stopping) for lane in self._lanes))

    async def stop(self, running: asyncio.Task[None]) -> None:
        """Lets the round under way finish, within seconds; what it leaves is sent again after the start."""
        self._stopping = True
        self.wake()
        await asyncio.wait({running}, timeout=_SECONDS_TO_FINISH)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    async def go_round(self) -> None:
        """Each lane once: sends what is due, then looks at deadlines and at what is over."""
        for lane in self._lanes:
            await lane.go()

    def _deliveries(self, worker: Worker) -> Lane:
        def deliver() -> None:
            while worker.run_once(self.clock(), lambda: self._stopping).total >= ROUND:
                continue

        async def work() -> None:
            await _survive("deliveries", deliver)

        return Lane(work)

    async def _keep_time(self) -> None:
        """Once a minute looks at deadlines, and once a night at what is over."""
        now = self.clock()
        if self._looked_at is not None and now - self._looked_at < _DEADLINES_EVERY:
            return
        self._looked_at = now
        await _survive("deadlines", self._keep_deadlines)
        today = day_of(now)
        if today != self._asked_on and await _survive("who's-who", self._ask_owners):
            self._asked_on = today
        night = day_of(now - _NIGHT)
        if night != self._purged_on and await _survive("purge", self._forget):
            self._purged_on = night

    def _keep_deadlines(self) -> None:
        taken = AT_ONCE
        while not self._stopping and taken >= AT_ONCE:
            with self.sessions.begin() as session:
                taken = escalate(session, self.vault, self.clock(), self.office).total
        taken = REMINDERS
        while not self._stopping and taken >= REMINDERS:
            with self.sessions.begin() as session:
                taken = send_reminders(session, self.vault, self.clock(), self.plans)

    def _ask_owners(self) -> None:
        """Whoever has a stale entry is asked on a day's first round; the key lets one mail a month go."""
        now = self.clock()
        with self.sessions.begin() as session:
            ask_owners(session, self.vault, self.letters, self.office.site, day_of(now), now)

    def _forget(self) -> None:
        now = self.clock()
        with self.sessions.begin() as session:
            forget_ended(session, self.times, now)
        with self.sessions.begin() as session:
            purge(session, now, self.office)
        with self.sessions.begin() as session:
            forget_plans(session, now, self.plans)
        with self.sessions.begin() as session:
            forget_gaps(session, now)
        with self.sessions.begin() as session:
            forget_mails(session, now - self.office.retention["deliveries"].time)
        with self.sessions() as session:
            write_anew(session, sealed_tables(), BUSY_SECONDS)


async def _survive(task: str, work: Callable[[], None]) -> bool:
    """Does it in a thread; False, and a line with the error's class, if it fails."""
    try:
        await asyncio.to_thread(work)
    except Exception as error:
        log.error("background work failed", task=task, error=type(error).__name__)
        return False
    return True
