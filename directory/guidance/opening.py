"""Opening the guidance: its passages at once, its search and its routes when somebody first asks."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial

import safeguarding
from core.settings import Settings
from directory.guidance.flow import Flow, load_flow
from directory.guidance.learning import Meanings, learn_guidance, ways_of_asking
from directory.guidance.model import Guidance
from directory.guidance.reading import load_guidance
from directory.guidance.routing import Check, Router, open_router
from directory.guidance.searching import GuidanceSearch
from directory.guidance.wordings import Wordings


@dataclass
class GuidanceDesk:
    """The guidance, its flowchart, and what answers questions and worries; safe to share between threads."""

    settings: Settings
    guidance: Guidance
    sharing: Flow
    check: Check
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _opened: tuple[GuidanceSearch, Router] | None = None

    @property
    def search(self) -> GuidanceSearch:
        """Finds the passage that answers; learns anew where the guidance changed, in half a minute."""
        return self.open()[0]

    @property
    def router(self) -> Router:
        """Finds the route for a worry."""
        return self.open()[1]

    def open(self) -> tuple[GuidanceSearch, Router]:
        """Both, read from the files that keep what was learnt, or learnt now."""
        with self._lock:
            if self._opened is None:
                meanings = Meanings(self.settings)
                wordings = Wordings(ways_of_asking(self.guidance)[0])
                learnt = learn_guidance(self.guidance, self.settings, meanings, wordings)
                self._opened = (
                    GuidanceSearch(self.guidance, learnt, meanings, wordings),
                    open_router(self.settings, self.guidance, meanings, self.check),
                )
            return self._opened


def open_guidance_desk(settings: Settings, check: Check | None = None) -> GuidanceDesk:
    """The guidance of these settings; raises OpenDoorError where a file of it is wrong.

    `check` hears danger in a worry; by the trained hearing where it is not given.
    """
    guidance = load_guidance(settings.data / "guidance")
    sharing = load_flow(settings.data / "guidance" / "flows" / "information-sharing.yml", guidance.sources)
    return GuidanceDesk(settings, guidance, sharing, check or partial(_heard, settings))


def _heard(settings: Settings, text: str) -> safeguarding.Disclosure:
    return safeguarding.load_danger_hearing(settings).check(text)
