"""`opendoor audit`: proves that nothing in the audit was changed, removed or slipped in."""

from __future__ import annotations

import typer

from core.settings import load_settings

app = typer.Typer(help="The audit: who did what, when and why.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The audit: who did what, when and why."""


@app.command()
def verify() -> None:
    """Prove the audit; exit code 1 and the first broken entry if it does not hold."""
    from core.audit import audited
    from core.audit import verify as verify_chain
    from core.database import open_database
    from core.errors import AuditError
    from core.migrating import check_version

    settings = load_settings()
    check_version(settings.database)
    with audited(open_database(settings.database), settings)() as session:
        found = verify_chain(session)
    if found.broken_at is not None:
        raise AuditError(
            f"The audit is broken at entry {found.broken_at}: the {found.entries} before it hold. "
            "Keep this database as it is, and compare it with a backup."
        )
    print(f"The audit holds: {found.entries} entries. Last hash: {found.last}")
