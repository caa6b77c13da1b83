"""Searching the directory by what families say: words, meanings, needs, place, age and conditions."""

from __future__ import annotations

from directory.search.meanings import SynonymsError
from directory.search.query import Filters, Found, Query, Results
from directory.search.search import Search, open_search

__all__ = ["Filters", "Found", "Query", "Results", "Search", "SynonymsError", "open_search"]
