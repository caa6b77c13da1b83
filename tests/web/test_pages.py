from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from directory.models import Phone, Service
from tests.web.conftest import Visitor, words_of
from web.articles import as_html
from web.door import DOOR

PAGES = (
    "/",
    "/chat",
    "/chat/delete",
    "/chat/deleted",
    "/search",
    "/search?q=money",
    "/search?q=zzzzqqq&near=nowhere-at-all&age=cat&need=money&need=nothing&free=1&page=7",
    "/advice",
    "/help-now",
    "/leaving-fast",
    "/about",
    "/privacy",
    "/cookies",
    "/accessibility",
    "/nothing-here",
)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_the_urgent_lines_and_a_way_out(visitor: Visitor, path: str) -> None:
    page = await visitor.look(path)
    assert "If you need help now" in page
    assert 'href="tel:999"' in page
    assert 'href="tel:08001111"' in page
    assert page.count('href="/exit"') == 2
    assert 'href="#main-content"' in page
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+Open Door", page) or "About Open Door" in page


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_asks_another_site_for_anything(visitor: Visitor, path: str) -> None:
    page = await visitor.look(path)
    for address in re.findall(r'(?:src|action|poster|srcset)="([^"]*)"', page):
        assert address.startswith("/") and not address.startswith("//")
    for link in re.findall(r"<link[^>]*>", page):
        assert re.search(r'href="/assets/', link)
    assert "style=" not in page and "onclick" not in page
    for script in re.findall(r"<script[^>]*>", page):
        assert "nonce=" in script


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_of_ours_leads_somewhere(visitor: Visitor, path: str) -> None:
    page = await visitor.look(path)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    for target in set(re.findall(r'href="([^"]+)"', page)):
        if target.startswith("#"):
            assert target[1:] in ids
        elif target.startswith("/") and target != "/exit":
            assert (await visitor.client.get(target.partition("#")[0].replace("&amp;", "&"))).status == 200


async def test_the_first_page_asks_what_is_going_on(visitor: Visitor) -> None:
    words = words_of(await visitor.look("/"))
    for shown in ("What's going on?", "No person reads your chat", "Money, bills and food", "Find a service"):
        assert shown in words


async def test_a_question_on_the_first_page_starts_the_chat(visitor: Visitor) -> None:
    page = await visitor.look("/")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    response = await visitor.client.post("/chat", data={**hidden, "message": "my son won't go to school"})
    assert "I heard: my son won" in words_of(await response.text())


async def test_a_search_that_discloses_danger_shows_the_lines_first(visitor: Visitor) -> None:
    page = await visitor.look("/search?q=my husband hits me and i am scared of him")
    assert page.index("may not be safe") < page.index("<h1")


async def test_a_place_or_an_age_that_is_not_understood_is_said_kindly(visitor: Visitor) -> None:
    words = words_of(await visitor.look("/search?q=money&near=qqqqzzzz&age=cat"))
    assert "We don't know that place" in words
    assert "Write the age as a number" in words


async def test_search_words_are_never_markup(visitor: Visitor) -> None:
    page = await visitor.look('/search?q="><script>alert(1)</script>&near=<b>x&age=<i>')
    assert "<script>alert" not in page and "<b>x" not in page and "<i>" not in page


@pytest.mark.parametrize(
    "query", ["page=0", "page=-3", "page=x", "page=99999", "q=" + "x" * 5000, "q=%00%ff", "need=" * 50]
)
async def test_an_odd_search_is_still_answered(visitor: Visitor, query: str) -> None:
    assert (await visitor.client.get(f"/search?q=money&{query}")).status == 200


async def test_results_lead_to_a_service_with_all_that_is_known(visitor: Visitor) -> None:
    page = await visitor.look("/search?q=debt and bills&near=Taunton")
    words = words_of(page)
    assert "Why this one:" in words
    assert "near Taunton" in words
    (first, *_) = re.findall(r'<h3 class="od-card__name"><a class="govuk-link" href="([^"]+)"', page)
    words = words_of(await visitor.look(first))
    for shown in ("Get in touch", "Good to know", "Ask about this in the chat", "If you need help now"):
        assert shown in words


async def test_the_next_page_of_results_is_another_one(visitor: Visitor) -> None:
    def found(page: str) -> list[str]:
        return re.findall(r'<h3 class="od-card__name"><a class="govuk-link" href="([^"]+)"', page)

    page = await visitor.look("/search?q=family support")
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following
    after = await visitor.look(following[1].replace("&amp;", "&"))
    assert found(page) and found(after) and not set(found(page)) & set(found(after))
    assert "Page 2 of" in words_of(after)


async def test_every_service_has_a_page_and_a_way_to_ask_about_it(visitor: Visitor) -> None:
    app = visitor.client.app
    assert app is not None
    with app[DOOR].sessions() as db:
        services = db.scalars(select(Service).order_by(Service.id)).all()
    assert len(services) > 150
    for service in services[::9]:
        page = await visitor.look(f"/services/{service.id}")
        assert service.name in words_of(page)
        chat = await visitor.look(f"/chat?about={service.id}")
        assert f"Tell me more about {service.name}" in words_of(chat)


async def test_every_article_has_a_page_that_names_its_sources(visitor: Visitor) -> None:
    app = visitor.client.app
    assert app is not None
    articles = app[DOOR].articles
    listed = await visitor.look("/advice")
    assert len(articles) >= 29
    for slug, article in articles.items():
        assert f'href="/advice/{slug}"' in listed
        words = words_of(await visitor.look(f"/advice/{slug}"))
        for shown in (article.title, article.sources[0].name, "One thing to do first", "Find help near you"):
            assert shown in words


def test_raw_html_and_pictures_in_an_article_are_never_markup() -> None:
    shown = as_html("# Big\n\n<script>x</script>\n\n![p](https://evil.example/p.png)\n\n[a](javascript:x)")
    assert "<script" not in shown and "<img" not in shown and 'href="javascript' not in shown
    assert "<h1" not in shown and "<h2" in shown


async def test_a_number_for_texts_is_texted_and_not_called(visitor: Visitor) -> None:
    sessions = visitor.client.app[DOOR].sessions
    with sessions() as db:
        found = db.scalar(select(Phone).where(Phone.description == "Text us", Phone.service_id.is_not(None)))
        assert found is not None
        number, service = found.number, found.service_id
    page = await visitor.look(f"/services/{service}")
    assert f">Text {number}</a>" in page and f"Call {number}" not in page
    assert re.search(r'href="sms:\+?\d+"[^>]*>Text ' + re.escape(number), page)
