"""A change of secret: everything sealed under the one before is sealed again under the present one.

A table says once, beside its model, which columns it seals; `rotate` goes through all tables that did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, inspect, select, tuple_, update
from sqlalchemy.orm import Session, sessionmaker

from core.database import Base
from core.encryption import Vault, open_vault
from core.errors import SealError
from core.settings import Settings, secret_of

BATCH = 200


@dataclass(frozen=True)
class Keys:
    """The vault, and the secrets it stands on: the present one first, then the one before, if any."""

    vault: Vault
    secrets: tuple[str, ...]


Context = Callable[[Session, Any], str]
"""The context under which a row's columns are sealed."""

Renewing = Callable[[Session, Any, Keys], Mapping[str, Any] | None]
"""New values for the columns of a row that is not yet under the present secret; None for one that is.
Raises SealError for one that no secret opens."""


@dataclass(frozen=True)
class SealedTable:
    """A table, the columns that `renew` reads and changes, and how."""

    model: type[Base]
    columns: tuple[str, ...]
    renew: Renewing


@dataclass(frozen=True)
class Rotated:
    """What became of one table: rows sealed again, rows that needed nothing, rows that no secret opens."""

    table: str
    renewed: int = 0
    already: int = 0
    stuck: int = 0


REGISTER: dict[str, SealedTable] = {}
"""Every table that holds something sealed, by name; complete after `core.tables.load_tables()`."""


def keys_of(settings: Settings) -> Keys:
    """The keys of these settings."""
    secrets = (secret_of(settings), settings.previous_secret_key)
    return Keys(open_vault(settings), tuple(each for each in secrets if each))


def register_renewal(model: type[Base], columns: tuple[str, ...], renew: Renewing) -> None:
    """Enters a table that has its own way of changing to the present secret."""
    REGISTER[model.__tablename__] = SealedTable(model, columns, renew)


def register_sealed(model: type[Base], columns: tuple[str, ...], context: Context) -> None:
    """Enters a table whose `columns` are all sealed by the vault under one context a row, or empty."""

    def renew(session: Session, row: Any, keys: Keys) -> Mapping[str, Any] | None:
        under = context(session, row)
        present = {name: getattr(row, name) for name in columns if getattr(row, name) is not None}
        fresh = {name: keys.vault.renew(sealed, under) for name, sealed in present.items()}
        return {name: sealed for name, sealed in fresh.items() if sealed is not None} or None

    register_renewal(model, columns, renew)


def rotate(sessions: sessionmaker[Session], keys: Keys, batch: int = BATCH) -> list[Rotated]:
    """Goes through every registered table, a transaction a batch; run again, it goes on where it was.

    Safe while the site runs on the present secret: a row that changes meanwhile is left as it then is.
    """
    return [_rotate_table(sessions, table, keys, batch) for _, table in sorted(REGISTER.items())]


def _rotate_table(sessions: sessionmaker[Session], table: SealedTable, keys: Keys, batch: int) -> Rotated:
    done = Rotated(table.model.__tablename__)
    key = inspect(table.model).primary_key
    walk = select(table.model).order_by(*key).limit(batch)
    after: Row[Any] | tuple[Any, ...] | None = None
    while True:
        page = walk if after is None else walk.where(tuple_(*key) > tuple_(*after))
        with sessions.begin() as session:
            rows = session.scalars(page).all()
            if not rows:
                return done
            after = inspect(rows[-1]).identity
            for row in rows:
                done = _count(done, _renew(session, table, row, keys))


def _count(done: Rotated, renewed: bool | None) -> Rotated:
    if renewed is None:
        return replace(done, stuck=done.stuck + 1)
    if renewed:
        return replace(done, renewed=done.renewed + 1)
    return replace(done, already=done.already + 1)


def _renew(session: Session, table: SealedTable, row: Any, keys: Keys) -> bool | None:
    """True if the row was sealed again, False if there was no need, None if no secret opens it."""
    try:
        values = table.renew(session, row, keys)
    except SealError:
        return None
    if values is None:
        return False
    as_read = [getattr(table.model, name) == getattr(row, name) for name in table.columns]
    identity = zip(inspect(table.model).primary_key, inspect(row).identity, strict=True)
    where = [column == value for column, value in identity]
    changing = update(table.model).where(*where, *as_read).values(**values)
    session.execute(changing.execution_options(synchronize_session=False))
    return True
