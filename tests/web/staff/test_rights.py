"""One table says who may use which route; it is whole, and it holds."""

from __future__ import annotations

import pytest
from aiohttp import web

from staff.roles import ROLES
from tests.web.staff.conftest import Desk, Member, Opening
from web.app import build_app
from web.staff.rights import RIGHTS
from web.staff.visits import STAFF_COOKIE

GUARDED = [key for key, roles in RIGHTS.items() if roles is not None]
REST = {"id": "1", "which": "review", "key": "no-such-entry", "decision": "take"}
"""What else the paths ask for."""
OF_A_REQUEST = [key for key in GUARDED if "{reference}" in key[1]]


def routes_of(app: web.Application) -> set[tuple[str, str]]:
    return {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }


async def use(member: Member, method: str, path: str, reference: str = "KITE-0000") -> int:
    """Uses a route as its own form would; gives the status."""
    address = path.format(reference=reference, **REST)
    if method == "GET":
        return (await member.get(address)).status
    answer = await member.client.post(address, data={"form_token": token_of(member)}, allow_redirects=False)
    return answer.status


def token_of(member: Member) -> str:
    """The form token of this session."""
    cookies = member.client.session.cookie_jar.filter_cookies(member.client.make_url("/desk"))
    return member.desk.door.minter.form_token(f"staff/{cookies[STAFF_COOKIE].value}")


async def test_every_route_of_the_site_is_in_the_table_and_nothing_else_is(desk: Desk) -> None:
    assert routes_of(desk.app) == set(RIGHTS)


async def test_a_route_that_is_not_in_the_table_answers_nobody(opening: Opening, desk: Desk) -> None:
    door = desk.door
    app = build_app(door.settings, places=door.places, search_=door.search)

    async def forgotten(request: web.Request) -> web.Response:
        return web.Response(text="secret")

    app.router.add_get("/desk/forgotten/page", forgotten)
    other = Desk(app, desk.hands, type(desk.server)(app))
    member = await other.visit()
    assert (await member.get("/desk/forgotten/page")).status == 404
    await other.clients[0].close()


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_is_refused_where_the_table_says_so_and_nowhere_else(desk: Desk, role: str) -> None:
    contact = {"contact": "pat_ashdown", "manager": "casey_holm"}.get(role, "")
    member = await desk.member(f"{role}@example.org", role, contact)
    found = {}
    for method, path in GUARDED:
        if path != "/desk/sign-out":
            found[method, path] = await use(member, method, path) == 403
    assert found == {key: role not in (RIGHTS[key] or ()) for key in found}


@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_nobody_uses_a_page_of_staff_without_signing_in(desk: Desk, method: str, path: str) -> None:
    sent, stranger = desk.send(), await desk.visit()
    address = path.format(reference=sent.reference, **REST)
    if method == "GET":
        answer = await stranger.get(address)
        assert answer.status == 303 and answer.headers["Location"].startswith("/desk/sign-in")
    else:
        answer = await stranger.client.post(address, data={"form_token": "x"})
        assert answer.status == 403
    for cookie in ("x", "A" * 43, "é"):
        answer = await stranger.get("/desk", headers={"Cookie": f"{STAFF_COOKIE}={cookie}"})
        assert answer.status == 303


@pytest.mark.parametrize(("method", "path"), OF_A_REQUEST)
async def test_a_contact_finds_only_their_own_requests(
    desk: Desk, jo: Member, method: str, path: str
) -> None:
    theirs = desk.send()
    assert await use(jo, method, path, theirs.reference) == 404
    assert await use(jo, method, path, "KITE-0000") == 404


@pytest.mark.parametrize("path", [path for method, path in GUARDED if method == "POST"])
async def test_nothing_is_changed_by_a_form_that_is_not_ours(desk: Desk, pat: Member, path: str) -> None:
    sent = desk.send()
    address = path.format(reference=sent.reference, **REST)
    for token in ("", "x", desk.door.minter.form_token("staff/someone else")):
        answer = await pat.client.post(address, data={"form_token": token}, allow_redirects=False)
        assert answer.status == 403
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = await pat.client.post(address, data={"form_token": token_of(pat)}, headers=foreign)
    assert answer.status == 403
    assert "Not answered yet" in await pat.look("/desk")
