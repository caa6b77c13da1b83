"""The charts of a plan, for its page as for its paper: each drawn, said in words, and as rows of a table.

A page gives `.plan-chart` a greatest width, such as 30rem: a drawing is as wide as its place lets it be.
"""

from __future__ import annotations

from earlyhelp.plans.printing.outcome_chart import outcome_chart
from earlyhelp.plans.printing.scale_chart import scale_chart
from earlyhelp.plans.printing.sheet import Chart, Table

__all__ = ["Chart", "Table", "outcome_chart", "scale_chart"]
