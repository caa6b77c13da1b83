"""The tables behind the figures: by intent, need and kind of danger, what is taken for what, calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.figures import calibration, count, share
from evaluation.listening import Listened, Set
from evaluation.targets import by_kind

LEAST_CONFUSIONS = 2
NO_NEED = "nothing"


@dataclass(frozen=True)
class Table:
    """A titled table of text; `note` says how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


def intents(heard: Set) -> Table:
    """Precision and recall of each intent."""
    rows = heard["intents"]
    lines = []
    for name in sorted({each.row["intent"] for each in rows}):
        counts = count(
            [{each.intent} & {name} for each in rows], [{each.row["intent"]} & {name} for each in rows]
        )
        many = counts.hits + counts.missed
        lines.append((name, str(many), f"{counts.precision:.2f}", str(share(counts.hits, many))))
    return Table("By intent", ("intent", "messages", "precision", "heard (95 %)"), lines)


def needs(heard: Set) -> Table:
    """Precision, recall and F1 of each need."""
    rows = heard["needs"]
    lines = []
    for name in sorted({need for each in rows for need in each.row["needs"]}):
        counts = count(
            [each.needs & {name} for each in rows], [set(each.row["needs"]) & {name} for each in rows]
        )
        lines.append(
            (
                name, str(counts.hits + counts.missed),
                f"{counts.precision:.2f}", f"{counts.recall:.2f}", f"{counts.f1:.2f}",
            )
        )  # fmt: skip
    return Table("By need", ("need", "messages", "precision", "recall", "F1"), lines)


def kinds(heard: Set) -> Table:
    """How each kind of danger is heard, named, and known for immediate."""
    lines = []
    for kind, rows in by_kind(heard).items():
        urgent = [each for each in rows if each.row["level"] == "immediate"]
        lines.append(
            (
                kind,
                str(share(sum(each.alarmed for each in rows), len(rows))),
                f"{sum(kind in each.understood['risk']['kinds'] for each in rows) / len(rows):.2f}",
                f"{sum(each.level == 'immediate' for each in urgent)} of {len(urgent)}",
                str(sum(not each.alarmed for each in urgent)),
            )
        )
    columns = ("kind", "heard (95 %)", "kind named", "immediate as immediate", "immediate as none")
    return Table("By kind of danger", columns, lines)


def alarms(heard: Set) -> Table:
    """False alarms by the sort of harmless message."""
    sorts: defaultdict[str, list[Listened]] = defaultdict(list)
    for each in heard["safe"]:
        sorts[each.row["why"]].append(each)
    lines = [
        (why, str(share(sum(each.alarmed for each in rows), len(rows))))
        for why, rows in sorted(sorts.items())
    ]
    return Table("False alarms by sort of message", ("sort", "taken for danger (95 %)"), lines)


def confusions(heard: Set) -> Table:
    """Intents taken for one another, needs and kinds of danger heard in place of others, most often first."""
    pairs = Counter(
        ("intent", each.row["intent"], each.intent)
        for each in heard["intents"]
        if each.row["intent"] != each.intent
    )
    for each in heard["needs"]:
        wanted = set(each.row["needs"])
        extra = (each.needs - wanted) or {NO_NEED}
        pairs.update(("need", missed, wrong) for missed in wanted - each.needs for wrong in extra)
    for each in heard["risk"]:
        kinds_heard, kinds_said = set(each.understood["risk"]["kinds"]), set(each.row["kinds"])
        if each.alarmed and not kinds_heard & kinds_said:
            pairs.update(("kind of danger", each.row["kinds"][0], wrong) for wrong in kinds_heard)
    lines = [(*pair, str(many)) for pair, many in pairs.most_common() if many >= LEAST_CONFUSIONS]
    return Table("What is taken for what", ("of", "said", "heard as", "messages"), lines)


def calibrated(heard: Set, danger: Callable[[str], float]) -> Table:
    """How often the assistant is right when it says how sure it is; `danger` gives the chance of danger."""
    said = {
        "intent": [
            (e.understood["intent"]["confidence"], e.intent == e.row["intent"]) for e in heard["intents"]
        ],
        "need": [
            (one["confidence"], one["need"] in each.row["needs"])
            for each in heard["needs"]
            for one in each.understood["needs"]
        ],
        "danger": [
            (danger(each.row["text"]), topic == "risk") for topic in ("risk", "safe") for each in heard[topic]
        ],
    }
    lines, errors = [], []
    for of, pairs in said.items():
        bins, error = calibration([sure for sure, _ in pairs], [right for _, right in pairs])
        errors.append(f"{of} {error:.3f}")
        lines += [
            (of, f"{b.low:.1f} to {b.high:.1f}", f"{b.confidence:.2f}", f"{b.right:.2f}", str(b.of))
            for b in bins
        ]
    note = f"Expected calibration error: {', '.join(errors)}."
    columns = ("of", "confidence", "mean", "right", "messages")
    return Table("Calibration", columns, lines, f"{note} Of danger: the chance, and how many disclosed any.")
