"""How long a search of the who's-who takes at 20,000 people, beside the plain way of doing it.

`python -m benchmarks.people [--people N] [--queries N]`. The sample's people are multiplied under invented
names. The plain way compares what was typed with one line a person (name, role, team, agency, what they
cover) by rapidfuzz's weighted ratio. Both are asked the same queries in one process, after a few that warm
them.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from core.clock import utc_now
from core.database import open_database
from core.migrating import migrate
from core.settings import load_settings
from directory.people import import_people, open_people_search, read_people
from language.needs import load_needs

SEED = 20
FIRST = ("Ada", "Ben", "Cerys", "Dilys", "Ewan", "Fern", "Gwen", "Hari", "Isla", "Joss", "Lowen", "Merryn")
LAST = ("Amory", "Burge", "Coles", "Dyke", "Eastment", "Fackrell", "Gooding", "Hembrow", "Isgar", "Oram")


def multiplied(sample: dict[str, Any], people: int) -> dict[str, Any]:
    """The sample with this many people, each with a name of their own where names run out by a number."""
    chosen = random.Random(SEED)
    made = []
    for number in range(people):
        name = f"{chosen.choice(FIRST)} {chosen.choice(LAST)}{number}"
        source = sample["people"][number % len(sample["people"])]
        made.append(
            {**source, "id": f"b-{number}", "name": name, "email": f"b{number}@example.org", "deputy": ""}
        )
    return {**sample, "people": made}


def queries(made: dict[str, Any], count: int) -> list[str]:
    """What professionals type: a role and a place, a school, a language, a name, a name misspelt."""
    chosen = random.Random(SEED + 1)
    asked = []
    for number in range(count):
        one = chosen.choice(made["people"])
        kinds = (
            f"{one['role']} {one['areas'][0] if one.get('areas') else ''}",
            f"who covers {one['schools'][0]}" if one.get("schools") else one["role"],
            f"{one['languages'][0]} speaking {one['role']}" if one.get("languages") else one["team"],
            one["name"],
            one["name"][:2] + one["name"][3:],
        )
        asked.append(kinds[number % len(kinds)].strip())
    return asked


def milliseconds(ask: Callable[[str], object], asked: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How long each query takes."""
    taken = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - began) * 1000)
    return np.array(taken)


def main() -> None:
    """Prints a table in Markdown."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000)
    given.add_argument("--queries", type=int, default=300)
    asked_for = given.parse_args()
    settings = load_settings()
    sample = json.loads((settings.data / "sample" / "people.json").read_text(encoding="utf-8"))
    made = multiplied(sample, asked_for.people)
    asked = queries(made, asked_for.queries)
    with tempfile.TemporaryDirectory() as folder:
        own = replace(settings, database_url=f"sqlite:///{folder}/people.db")
        migrate(own.database)
        file = Path(folder) / "people.json"
        file.write_text(json.dumps(made), encoding="utf-8")
        needs = frozenset(need.key for need in load_needs(settings.data / "needs.yml"))
        sessions = open_database(own.database)
        with sessions.begin() as session:
            import_people(session, read_people(file, needs), file.name, utc_now())
        search = open_people_search(sessions, own)
        lines = [" ".join(map(str, each.values())).lower() for each in made["people"]]
        ways: dict[str, Callable[[str], object]] = {
            "who's-who": search.find,
            "one line a person, compared one by one": lambda text: process.extract(
                text.lower(), lines, scorer=fuzz.WRatio, limit=10
            ),
        }
        table = {}
        for name, ask in ways.items():
            milliseconds(ask, asked[:5])
            table[name] = milliseconds(ask, asked)
    plain = float(np.percentile(table["one line a person, compared one by one"], 95))
    print(f"{asked_for.people} people, {asked_for.queries} queries\n")
    print("| way | median ms | p95 ms | p95 beside the plain way |\n|---|---|---|---|")
    for name, taken in table.items():
        p95 = float(np.percentile(taken, 95))
        print(f"| {name} | {np.median(taken):.1f} | {p95:.1f} | {p95 / plain:.3f} |")


if __name__ == "__main__":
    main()
