"""Column types that several tables share."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import mapped_column

Id = Annotated[str, mapped_column(String(36), primary_key=True)]
"""Our own stable id: a UUID made from the feed's name and the feed's own id."""

ServiceId = Annotated[str, mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)]
LocationId = Annotated[str, mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)]

Age = Annotated[float | None, mapped_column(Numeric(6, 2, asdecimal=False))]
"""Years, with decimals: 0.5 is six months."""

Money = Annotated[float | None, mapped_column(Numeric(10, 2, asdecimal=False))]
"""Pounds."""
