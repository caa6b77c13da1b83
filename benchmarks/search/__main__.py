"""`python -m benchmarks.search [FEED]`: a table of nDCG@10 by kind of query, and milliseconds."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.search import engines
from benchmarks.search.measures import ndcg
from core.database import Base, open_engine
from core.settings import PROJECT, Settings, load_settings
from directory.importing import import_feed, read_feed
from directory.search import open_search
from directory.tagging import tag_services
from language.encoder import PINNED, Encoder, packaged_folder
from language.needs import load_need_hearing

FEED = PROJECT.parent / "shared" / "feeds" / "north-lincolnshire-oruk-v1.json"
JUDGEMENTS = Path(__file__).with_name("judgements.json")
KINDS = ("all", "family", "plain", "misspelt", "unseen")


def _directory(feed: Path, settings: Settings, folder: Path) -> sessionmaker[Session]:
    sessions = sessionmaker(open_engine(f"sqlite:///{folder / 'directory.db'}"), expire_on_commit=False)
    Base.metadata.create_all(sessions.kw["bind"])
    import_feed(sessions, read_feed(feed), feed.name)
    with sessions.begin() as session:
        tag_services(session, load_need_hearing(settings).hear)
    return sessions


def _measure(engine: engines.Engine, judged: Mapping[str, Any]) -> tuple[dict[str, float], list[float]]:
    scores: dict[str, list[float]] = defaultdict(list)
    times = []
    for query, told in judged.items():
        start = time.perf_counter()
        ranked = engine(query)
        times.append((time.perf_counter() - start) * 1000)
        score = ndcg(ranked, told["grades"])
        scores[told["kind"]].append(score)
        if told["kind"] != "unseen":
            scores["all"].append(score)
    return {kind: float(np.mean(each)) for kind, each in scores.items()}, times


def main(feed: Path = FEED) -> int:
    """Prints the table; 0, or 1 with a reason if there is no feed to measure on."""
    if not feed.exists():
        print(f"Skipped: there is no feed at {feed}. Name one: python -m benchmarks.search FEED")
        return 1
    judged = json.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    settings = load_settings()
    encoder = Encoder(packaged_folder(), PINNED)
    with tempfile.TemporaryDirectory() as folder:
        sessions = _directory(feed, settings, Path(folder))
        search = open_search(sessions, replace(settings, database_url="sqlite://"))
        index = search.refresh()
        documents = index.documents
        compared = {
            "substring": engines.substring(documents),
            "any word": engines.any_word(documents),
            "FTS5 bm25, porter": engines.full_text(documents),
            "bge-small cosine": engines.vectors(index, encoder),
            "FTS5 + bge, reciprocal rank": engines.reciprocal_rank(
                [engines.full_text(documents, 50), engines.vectors(index, encoder, 50)]
            ),
            "ours": engines.ours(search),
        }
        print(f"| engine | {' | '.join(KINDS)} | ms p50 | ms p95 |")
        print("|---" * (len(KINDS) + 3) + "|")
        for name, engine in compared.items():
            scores, times = _measure(engine, judged)
            cells = " | ".join(f"{scores[kind]:.2f}" for kind in KINDS)
            print(f"| {name} | {cells} | {np.percentile(times, 50):.1f} | {np.percentile(times, 95):.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FEED))
