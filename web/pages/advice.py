"""Advice: a list by need, and one page an article."""

from __future__ import annotations

from aiohttp import web

from directory.advice import Article
from web.articles import as_html
from web.browse import grouped
from web.door import DOOR
from web.rendering import page

routes = web.RouteTableDef()


@routes.get("/advice")
async def every_article(request: web.Request) -> web.Response:
    """All articles, grouped by need."""
    door = request.app[DOOR]
    by_need: dict[str, list[Article]] = {}
    for article in door.articles.values():
        by_need.setdefault(article.need, []).append(article)
    groups = [
        (group.title, [article for need in group.needs for article in by_need.get(need.key, ())])
        for group in grouped(door.needs)
    ]
    return await page(request, "pages/advice_list.html", {"groups": [each for each in groups if each[1]]})


@routes.get("/advice/{slug}")
async def one_article(request: web.Request) -> web.Response:
    """One article, with where it comes from and where to find help."""
    door = request.app[DOOR]
    article = door.articles.get(request.match_info["slug"])
    if article is None:
        raise web.HTTPNotFound
    values = {"article": article, "body": as_html(article.body), "need": door.needs.get(article.need)}
    return await page(request, "pages/advice.html", values)
