"""Everything that plans need to know besides the database: questions, outcomes, words and names."""

from __future__ import annotations

from dataclasses import dataclass

from core.settings import Settings
from earlyhelp.plans.outcomes import Outcomes, load_outcomes
from earlyhelp.plans.parts import BlueSky, load_blue_sky
from earlyhelp.plans.wording import PlanWording, load_wording
from earlyhelp.references import References, load_references
from language.needs import load_needs


@dataclass(frozen=True)
class PlanOffice:
    """Loaded once a process, never changed, safe to share. `site` has no slash at its end."""

    blue_sky: BlueSky
    outcomes: Outcomes
    wording: PlanWording
    references: References
    site: str

    def page(self, token: str) -> str:
        """The private link of the plan whose token this is."""
        return f"{self.site}/plan/{token}"


def open_plan_office(settings: Settings) -> PlanOffice:
    """The plan office of these settings; raises EarlyHelpDataError."""
    folder = settings.data / "plans"
    needs = frozenset(need.key for need in load_needs(settings.data / "needs.yml"))
    return PlanOffice(
        load_blue_sky(folder),
        load_outcomes(folder, needs),
        load_wording(folder),
        load_references(settings.data / "earlyhelp", "plan_words"),
        settings.site,
    )
