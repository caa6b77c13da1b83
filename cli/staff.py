"""`opendoor staff`: who may sign in to the desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from core.settings import Settings, load_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

app = typer.Typer(help="Staff: who may sign in to the desk.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="Their e-mail address; sign-in links go there.")]


@app.callback()
def _group() -> None:
    """Staff: who may sign in to the desk."""


@app.command()
def add(
    email: Email,
    role: Annotated[str, typer.Option(help="contact, editor, professional, manager or admin.")],
    contact: Annotated[
        str, typer.Option(help="Key of the contact in data/earlyhelp/contacts.yml that they are.")
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Also where contacts.yml has another address for this contact.")
    ] = False,
) -> None:
    """Let someone sign in, or give them another role."""
    from core.clock import utc_now
    from core.encryption import open_vault
    from earlyhelp.contacts import load_contacts
    from staff.accounts import add_account, check_address, role_of
    from staff.keys import staff_keys

    settings = load_settings()
    contacts, keys = load_contacts(settings.data / "earlyhelp"), staff_keys(settings)
    with _writing(settings) as session:
        before = role_of(session, keys, email)
        add_account(session, open_vault(settings), keys, email, role, contact, contacts, utc_now())
        if not yes:
            check_address(email, contact, contacts)
    for sentence in _what_changed(before, (role, contact)):
        print(sentence)
    print(f"They sign in here: {settings.site}/desk")


def _what_changed(before: tuple[str, str] | None, after: tuple[str, str]) -> Iterator[str]:
    """What is new of an account's role and contact; `before` is None of who could not sign in."""
    if before is None:
        yield "They can sign in now."
        return
    for what, old, new in zip(("Role", "Contact"), before, after, strict=True):
        if old != new:
            yield f"{what} changed from {old or 'none'} to {new or 'none'}."
    if before == after:
        yield "Nothing changed: they could sign in before."


@app.command("list")
def list_() -> None:
    """List everybody who may sign in."""
    from core.encryption import open_vault
    from earlyhelp.contacts import load_contacts
    from staff.accounts import accounts, without_account

    settings = load_settings()
    contacts = load_contacts(settings.data / "earlyhelp")
    with _writing(settings) as session:
        found = accounts(session, open_vault(settings))
        missing = without_account(session, contacts)
    for each in found:
        print("\t".join(part for part in (each.role, each.email, each.contact) if part))
    if not found:
        print("Nobody can sign in yet: see `opendoor staff add --help`.")
    if missing:
        print(f"Nobody can open requests to these contacts yet: {', '.join(missing)}.", file=sys.stderr)


@app.command()
def remove(email: Email) -> None:
    """Sign someone out everywhere, and let them in no more."""
    from core.clock import utc_now
    from staff.accounts import remove_account
    from staff.keys import staff_keys

    settings = load_settings()
    with _writing(settings) as session:
        remove_account(session, staff_keys(settings), email, utc_now())
    print("They can no longer sign in.")


@app.command()
def sign_out(email: Email) -> None:
    """Sign someone out everywhere, as after a lost phone; they can sign in again."""
    from core.clock import utc_now
    from staff.accounts import sign_out as end_all
    from staff.keys import staff_keys

    settings = load_settings()
    with _writing(settings) as session:
        end_all(session, staff_keys(settings), email, utc_now())
    print("They are signed out everywhere.")


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    from core.audit import audited
    from core.database import open_database
    from core.migrating import check_version

    check_version(settings.database)
    with audited(open_database(settings.database), settings).begin() as session:
        yield session
