"""Taking in Open Referral UK feeds, version 3 and the version 1 that most councils publish."""

from __future__ import annotations

from directory.importing.errors import FeedError
from directory.importing.feeds import read_feed
from directory.importing.report import ImportReport, RowNote
from directory.importing.running import import_feed, need_words

__all__ = ["FeedError", "ImportReport", "RowNote", "import_feed", "need_words", "read_feed"]
