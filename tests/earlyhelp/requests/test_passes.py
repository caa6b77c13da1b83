"""A link opens one request once, for one browser, for a short while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from earlyhelp.lifecycle import erase_request, purge
from earlyhelp.requests.model import RequestPass
from earlyhelp.requests.passes import OPEN_FOR, begin_visit, end_visit, make_pass, use_pass, visited
from tests.earlyhelp.conftest import MONDAY, Desk


def open_to(desk: Desk, visitor: str, at: object = MONDAY) -> str | None:
    """The id of the request that is open to a visitor."""
    found = desk.read(visited, visitor, at)
    return found.id if found else None


def test_of_many_presses_at_once_one_gets_in(desk: Desk) -> None:
    sent = desk.send()
    token = desk.read(make_pass, sent.request_id, MONDAY)
    with ThreadPoolExecutor(8) as threads:
        used = list(threads.map(lambda n: desk.read(use_pass, token, f"browser-{n}", MONDAY), range(8)))
    assert used.count(True) == 1
    assert open_to(desk, f"browser-{used.index(True)}") == sent.request_id
    assert open_to(desk, f"browser-{used.index(False)}") is None


def test_a_visit_ends_by_itself_by_hand_and_by_erasure(desk: Desk) -> None:
    sent = desk.send()
    desk.read(begin_visit, sent.request_id, "browser", MONDAY)
    assert open_to(desk, "browser", MONDAY + OPEN_FOR) is None
    assert open_to(desk, "browser") == sent.request_id
    for _ in range(2):
        desk.read(end_visit, "browser")
    assert open_to(desk, "browser") is None
    desk.read(begin_visit, sent.request_id, "browser", MONDAY)
    desk.do(erase_request, sent.request_id, MONDAY, desk.office)
    assert open_to(desk, "browser") is None


def test_one_browser_has_one_request_open_the_last(desk: Desk) -> None:
    first, second = desk.send("press-1"), desk.send("press-2")
    for sent in (first, second):
        desk.read(begin_visit, sent.request_id, "browser", MONDAY)
    assert open_to(desk, "browser") == second.request_id


def test_a_token_of_a_link_is_no_browser_and_the_other_way_round(desk: Desk) -> None:
    sent = desk.send()
    token = desk.read(make_pass, sent.request_id, MONDAY)
    assert open_to(desk, token) is None
    desk.read(begin_visit, sent.request_id, "browser", MONDAY)
    assert not desk.read(use_pass, "browser", "other", MONDAY)


def test_the_nightly_purge_forgets_what_is_over(desk: Desk) -> None:
    sent = desk.send()
    desk.read(make_pass, sent.request_id, MONDAY)
    desk.read(begin_visit, sent.request_id, "browser", MONDAY)
    desk.read(purge, MONDAY + OPEN_FOR, desk.office)
    assert desk.read(lambda session: session.scalar(select(func.count()).select_from(RequestPass))) == 0
