"""Advice on every need: complete, easy to read, and with no phone number that was not checked."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import textstat
import yaml

from directory.advice import AdviceError, Article, advice_for, load_advice

DATA = Path(__file__).resolve().parents[2] / "data"
ARTICLES = load_advice(DATA / "advice")
EVERY_ARTICLE = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())

HARDEST_GRADE = 4.0
LONGEST_SENTENCE = 22
CLOSE_TO_DANGER = (
    "domestic_abuse",
    "exploitation",
    "missing_from_home",
    "mental_health",
    "alcohol_and_drugs",
)

WHOLE = """---
title: Kind words
need: bullying
heard: Thank you for telling me.
summary: Tell a teacher.
next_step: Write it down.
updated: 2026-11-21
sources:
  - name: A law
    url: https://www.example.org
    checked: 2026-11-20
---
## Try today

Breathe.
"""


def write(folder: Path, text: str, name: str = "kind-words.md") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def sentences(article: Article) -> list[str]:
    """What a person reads, sentence by sentence: a heading or a list item is one, and links are their words."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", article.body).replace("*", "")
    blocks = re.split(r"\n\s*\n|\n(?=- |\d+\. )", text)
    words = [re.sub(r"^(#+|-|\d+\.) ", "", " ".join(block.split())) for block in blocks]
    read = [article.summary, article.next_step, *(word.rstrip(":") for word in words if word)]
    return [each for part in read for each in re.split(r'(?<=[.!?])"?\s+', part.strip())]


def grade(parts: list[str]) -> float:
    """School grade of the Automated Readability Index, which needs no dictionary; reading age is 5 more."""
    return float(textstat.automated_readability_index(" ".join(part.rstrip('.!?"') + "." for part in parts)))


def numbers(text: str) -> set[str]:
    """Phone numbers as digits: everything to dial, and every run of five digits or more."""
    dialled = re.findall(r"tel:([\d+ ]+)", text)
    written = re.findall(r"(?<![\d£/])\d[\d ]{3,}\d(?!\d)", re.sub(r"tel:[\d+ ]+", "", text))
    return {re.sub(r"\D", "", number) for number in [*dialled, *written]}


def checked_numbers() -> set[str]:
    """Every number in the safety lines and in the national helplines, except those still to be checked."""
    feed = json.loads((DATA / "sample" / "national-helplines.json").read_text(encoding="utf-8"))
    safety = yaml.safe_load((DATA / "safeguarding" / "helplines.yml").read_text(encoding="utf-8"))
    found = [
        line.get(way, "")
        for line in safety["lines"]
        if line["status"] != "check"
        for way in ("number", "text")
    ]
    for service in feed["contents"]:
        if "to_check" not in {each["taxonomy_term"]["code"] for each in service["attributes"]}:
            found += [phone["number"] for phone in service["phones"]]
    return {re.sub(r"\D", "", str(number)) for number in found}


def test_every_need_has_an_article_and_every_article_a_need() -> None:
    needs = [need["key"] for need in yaml.safe_load((DATA / "needs.yml").read_text(encoding="utf-8"))]
    assert {article.need for article in ARTICLES.values()} == set(needs)


@EVERY_ARTICLE
def test_front_matter_is_whole_and_in_the_shape_that_pages_and_chat_use(article: Article) -> None:
    for words in (article.title, article.heard, article.summary, article.next_step):
        assert words == words.strip()
        assert "\n" not in words and "](" not in words, "the chat and the page show this as plain text"
    assert article.heard.endswith((".", "!")) and article.summary.endswith(".")
    assert article.next_step.endswith(('."', ".", '?"')) and not article.next_step.startswith("Next")
    assert isinstance(article.updated, date)
    assert article.sources
    for source in article.sources:
        assert source.name and source.checked <= article.updated
        assert source.url is None or source.url.startswith("https://")


@EVERY_ARTICLE
def test_what_is_said_at_once_is_one_or_two_short_sentences(article: Article) -> None:
    said = re.split(r"(?<=[.!?])\s+", article.heard)
    assert len(said) <= 2 and len(article.heard.split()) <= 26
    assert len(re.split(r"(?<=[.!?])\s+", article.summary)) <= 4


@EVERY_ARTICLE
def test_a_nine_year_old_could_read_it(article: Article) -> None:
    assert grade(sentences(article)) <= HARDEST_GRADE
    assert grade([article.heard, article.summary, article.next_step]) <= HARDEST_GRADE + 1
    too_long = [each for each in sentences(article) if len(each.split()) > LONGEST_SENTENCE]
    assert not too_long


@EVERY_ARTICLE
def test_it_is_short_and_has_headings(article: Article) -> None:
    words = re.findall(r"[^\W_][^\s]*", re.sub(r"\]\([^)]*\)", "", article.body))
    assert 200 <= len(words) <= 350
    assert article.body.count("## ") >= 4


@EVERY_ARTICLE
def test_every_phone_number_was_checked(article: Article) -> None:
    text = "\n".join((article.heard, article.summary, article.next_step, article.body))
    assert numbers(text) - checked_numbers() == set()


@EVERY_ARTICLE
def test_a_number_that_is_shown_is_the_number_that_is_dialled(article: Article) -> None:
    for shown, dialled in re.findall(r"\[([^\]]+)\]\(tel:([^)]+)\)", article.body):
        assert shown.replace(" ", "") == dialled


@EVERY_ARTICLE
def test_links_within_the_site_lead_to_an_article(article: Article) -> None:
    assert set(re.findall(r"\]\(/advice/([^)]+)\)", article.body)) <= set(ARTICLES)


@pytest.mark.parametrize("need", CLOSE_TO_DANGER)
def test_danger_comes_first_where_a_need_is_close_to_it(need: str) -> None:
    article = advice_for(ARTICLES, need)
    assert article is not None
    assert "999" in article.summary
    first_part = article.body.split("\n## ")[0]
    assert "999" in first_part


def test_an_article_is_read_with_its_sources(tmp_path: Path) -> None:
    article = load_advice(write(tmp_path, WHOLE))["kind-words"]
    assert (article.title, article.need, article.body) == (
        "Kind words",
        "bullying",
        "## Try today\n\nBreathe.",
    )
    assert article.updated == date(2026, 11, 21)
    assert [(each.name, each.url, each.checked) for each in article.sources] == [
        ("A law", "https://www.example.org", date(2026, 11, 20))
    ]


def test_a_source_needs_no_address(tmp_path: Path) -> None:
    folder = write(tmp_path, WHOLE.replace("    url: https://www.example.org\n", ""))
    assert load_advice(folder)["kind-words"].sources[0].url is None


def test_articles_come_in_alphabetical_order_without_the_readme(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "README.md", "notes.txt"):
        write(tmp_path, WHOLE, name)
    assert list(load_advice(tmp_path)) == ["a", "b"]


def test_advice_for_a_need_nobody_wrote_about_is_none(tmp_path: Path) -> None:
    articles = load_advice(write(tmp_path, WHOLE))
    assert advice_for(articles, "money") is None
    assert advice_for(articles, None) is None


@pytest.mark.parametrize("text", ["", "# Kind words\n", "---\ntitle: never closed\n"])
def test_a_file_without_front_matter_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(AdviceError, match=r"kind-words\.md must begin with front matter"):
        load_advice(write(tmp_path, text))


def test_front_matter_that_is_not_yaml_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(AdviceError, match=r"front matter of kind-words\.md is not valid YAML"):
        load_advice(write(tmp_path, "---\ntitle: [\n---\nBody\n"))


@pytest.mark.parametrize("key", ["title", "need", "heard", "summary", "next_step", "updated"])
def test_a_missing_value_is_named(tmp_path: Path, key: str) -> None:
    without = re.sub(rf"^{key}: .*\n", "", WHOLE, flags=re.M)
    with pytest.raises(AdviceError, match=rf"kind-words\.md has no {key} in its front matter"):
        load_advice(write(tmp_path, without))


def test_front_matter_that_is_not_a_table_names_everything_it_misses(tmp_path: Path) -> None:
    with pytest.raises(
        AdviceError, match="title or need or heard or summary or next_step or updated or sources"
    ):
        load_advice(write(tmp_path, "---\njust words\n---\nBody\n"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("updated: 2026-11-21", "updated: soon", "updated"),
        ("checked: 2026-11-21", "checked: lately", "source"),
        ("name: A source", "title: A source", "source"),
    ],
)
def test_a_date_or_a_source_that_cannot_be_read_is_named(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    front = "title: T\nneed: money\nheard: H\nsummary: S\nnext_step: N\nupdated: 2026-11-21\n"
    text = f"---\n{front}sources:\n- name: A source\n  checked: 2026-11-21\n---\nBody\n"
    (tmp_path / "a.md").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AdviceError, match=said):
        load_advice(tmp_path)
