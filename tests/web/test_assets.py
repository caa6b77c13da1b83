from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import Visitor
from web.assets import Assets, AssetsMissingError


def test_a_missing_package_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissingError, match="npm ci"):
        Assets(govuk=tmp_path)


async def test_styles_have_neither_the_font_nor_the_crest_of_gov_uk(visitor: Visitor) -> None:
    css = await visitor.look(Assets().address("govuk.css"))
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "crest" not in css
    assert "url(" not in css
    assert "sourceMappingURL" not in css


async def test_assets_may_be_kept_for_good_and_are_packed(visitor: Visitor) -> None:
    response = await visitor.client.get(Assets().address("govuk.css"), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.content_type == "text/css"


@pytest.mark.parametrize(
    "path",
    ["/assets/", "/assets/nothing.css", "/assets/..%2f..%2fpyproject.toml", "/assets/images/govuk-crest.svg"],
)
async def test_nothing_else_is_served_as_an_asset(visitor: Visitor, path: str) -> None:
    assert (await visitor.client.get(path)).status == 404
