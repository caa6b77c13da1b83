"""Styles and scripts, read once at start and kept in memory; nothing comes from another site."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from core.errors import OpenDoorError
from core.settings import PROJECT

_GOVUK = PROJECT / "node_modules" / "govuk-frontend" / "dist" / "govuk"
_AUTOCOMPLETE = PROJECT / "node_modules" / "accessible-autocomplete" / "dist"
_OURS = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'
_FOREVER = "public, max-age=31536000, immutable"


class AssetsMissingError(OpenDoorError):
    """The package with the styles is not there."""


@dataclass(frozen=True)
class Asset:
    """One file: its address holds a hash of its bytes, so that browsers may keep it for good."""

    address: str
    content_type: str
    body: bytes
    packed: bytes


class Assets:
    """Every file a page may ask for, by name."""

    def __init__(self, govuk: Path = _GOVUK, ours: Path = _OURS, autocomplete: Path = _AUTOCOMPLETE) -> None:
        completing = autocomplete / "accessible-autocomplete.min.css"
        if not (govuk / "govuk-frontend.min.css").is_file() or not completing.is_file():
            raise AssetsMissingError("The page styles are missing: run `npm ci` in the project's folder.")
        css = own_look((govuk / "govuk-frontend.min.css").read_text(encoding="utf-8"))
        js = (govuk / "govuk-frontend.min.js").read_text(encoding="utf-8")
        files = {"govuk.css": css.encode(), "govuk.js": _without_map(js).encode()}
        for kind in ("css", "js"):
            text = completing.with_suffix(f".{kind}").read_text(encoding="utf-8")
            files[f"autocomplete.{kind}"] = _without_map(text).encode()
        files |= {path.name: path.read_bytes() for path in ours.iterdir() if path.suffix in _TYPES}
        drawing = _asset("drawing.js", files["drawing.js"]).address
        files["chat.js"] = files["chat.js"].replace(b"./drawing.js", drawing.encode())
        self._by_name = {name: _asset(name, body) for name, body in files.items()}
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def address(self, name: str) -> str:
        """Where a page finds a file."""
        return self._by_name[name].address

    async def serve(self, request: web.Request) -> web.Response:
        """Answers a request for one file, packed if the browser can unpack it."""
        asset = self._by_address.get(request.path)
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        body = asset.body
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"], body = "gzip", asset.packed
        return web.Response(body=body, content_type=asset.content_type, charset="utf-8", headers=headers)


def own_look(css: str) -> str:
    """GOV.UK Frontend's styles without the font and the crest, which only gov.uk may use."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    css = css.replace("GDS Transport,arial,sans-serif", _FONTS)
    return _without_map(css)


def _without_map(text: str) -> str:
    return re.sub(r"(/\*#|//#) ?sourceMappingURL=\S+(\s*\*/)?", "", text)


def _asset(name: str, body: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    mark = hashlib.sha256(body).hexdigest()[:12]
    return Asset(
        f"/assets/{stem}-{mark}{dot}{ending}",
        _TYPES[dot + ending],
        body,
        gzip.compress(body, mtime=0),
    )
