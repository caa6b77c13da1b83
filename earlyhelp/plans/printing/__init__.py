"""A family plan to print, to keep and to write on: as PDF, in Word, and its charts for the page."""

from __future__ import annotations

from earlyhelp.plans.printing.charts import Chart, Table, outcome_chart, scale_chart
from earlyhelp.plans.printing.pdf import as_pdf
from earlyhelp.plans.printing.word import as_docx

__all__ = ["Chart", "Table", "as_docx", "as_pdf", "outcome_chart", "scale_chart"]
