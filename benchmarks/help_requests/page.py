"""The figures as tables, on the screen and as Markdown.

Not evaluation.report, which loads numerical libraries with threads of their own: the kill test forks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as Shown

from benchmarks.help_requests.killing import Killed
from benchmarks.help_requests.speed import Speed

HEAD = """# Requests under load and under kill -9

Made by `python -m benchmarks.requests --write docs/requests.md` on a machine with two cores and other work to
do. Each table is of the newest run that measured it: a run writes its own and leaves the others as they are.
"""


@dataclass(frozen=True)
class Table:
    """A titled table; `note` says how to read it."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def speeds(measured: Mapping[str, Sequence[Speed]]) -> Table:
    """How often a second, with the ratio to the baseline of the same database."""
    rows = []
    for database, lines in measured.items():
        by_name = {each.what: each for each in lines}
        for each in lines:
            ratio = each.a_second / by_name[each.baseline].a_second
            rows.append(
                (
                    database,
                    each.what,
                    f"{each.a_second:.0f}",
                    _ms(each.p50),
                    _ms(each.p95),
                    str(each.turned_away),
                    f"{ratio:.2f}",
                )
            )
    note = (
        "A submission writes the request, its decisions for two contacts, the sealed answers, an event, a "
        "mail and an audit entry in one transaction. Submissions are held against one plain row a commit, "
        "mails against the same mail sent straight to the server, in the same run. Appends to the audit take "
        "turns, so four at once gain nothing. Turned away: the database had no turn for it within three "
        "seconds, and it was tried again."
    )
    columns = ("database", "what", "a second", "ms p50", "ms p95", "turned away", "against its baseline")
    return Table("Speed", note, columns, rows)


def kills(found: Mapping[str, Killed]) -> Table:
    """What stand-ins did, which were killed, and what was found."""
    note = (
        "Two processes press send, two send the outbox to a real SMTP server and keep deadlines, one works "
        "the desk. One of them is killed (SIGKILL) at a random moment and replaced, again and again; the "
        "next person presses again what the last did not hear the end of. A request is accepted once its "
        "person was told so. At the end every row, event, audit entry and mail is held against what people "
        "and contacts were told, and every mail that was stopped against what stopped it. Killed were "
        "stand-ins that call the same functions in the same transactions; the processes as they really run "
        "are killed below."
    )
    return _killed("Kill test", note, found)


def server_kills(found: Mapping[str, Killed]) -> Table:
    """What people did, which process of the site was killed, and what was found."""
    note = (
        "The website, the assistant (Rasa) and the action server of a site of its own, as `opendoor run` "
        "starts them. For each kill three people fill in a request over HTTP as the page's script does and "
        "press send at about the same time; one process is killed (SIGKILL) at a random moment around the "
        "press, half of the website's while it sends a mail, and started again at once. What was not "
        "answered is pressed again, by half after opening the page anew. A request is accepted once its "
        "person was told so and saw its name and code word. At the end what every chat says is held against "
        "the rows, the desk, the outbox, the audit and the mails. The database server and the mail server "
        "were not killed, and the power was never cut."
    )
    return _killed("Kill test of the real processes", note, found)


def _killed(title: str, note: str, found: Mapping[str, Killed]) -> Table:
    """A column a database."""
    names = list(dict.fromkeys(name for each in found.values() for name in each.found.figures))
    rows = [
        ("processes killed", *(str(sum(each.kills.values())) for each in found.values())),
        *(
            (f"of these: {sort}", *(str(each.kills[sort]) for each in found.values()))
            for sort in dict.fromkeys(sort for each in found.values() for sort in each.kills)
        ),
        *((name, *(str(each.found.figures[name]) for each in found.values())) for name in names),
        ("seconds", *(f"{each.seconds:.0f}" for each in found.values())),
    ]
    return Table(title, note, ("", *found), rows)


def as_markdown(tables: Sequence[Table], before: str = "") -> str:
    """A page with a heading and a table each; what no table replaces of the page `before` stays."""
    sections = dict(each.split("\n", 1) for each in before.split("\n## ")[1:])
    for table in tables:
        lines = [_line(table.columns), _line(["---"] * len(table.columns)), *map(_line, table.rows)]
        sections[table.title] = "\n\n".join([table.note, "\n".join(lines)])
    parts = [HEAD.rstrip(), *(f"## {title}\n\n{text.strip()}" for title, text in sections.items())]
    return "\n\n".join(parts) + "\n"


def show(tables: Sequence[Table], console: Console) -> None:
    """Prints the tables."""
    for table in tables:
        shown = Shown(*table.columns, title=table.title, caption=table.note, title_justify="left")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _ms(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:.1f}"
