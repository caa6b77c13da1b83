from __future__ import annotations

from web.identity import Minter, hash_of, new_token

SECRET = "s" * 40


def test_every_cookie_is_new_and_ours() -> None:
    minter = Minter(SECRET)
    cookies = {minter.mint() for _ in range(100)}
    assert len(cookies) == 100
    assert all(minter.is_ours(cookie) for cookie in cookies)


def test_a_forged_cookie_is_not_ours() -> None:
    minter = Minter(SECRET)
    cookie = minter.mint()
    changed = ("A" if cookie[0] != "A" else "B") + cookie[1:]
    for forged in ("", "x", "A" * 64, changed, cookie[:-1], cookie + "A", "é" * 64, "\x00" * 64, "../" * 20):
        assert not minter.is_ours(forged)
    assert not Minter("t" * 40).is_ours(cookie)


def test_a_form_token_fits_its_own_cookie_only() -> None:
    minter = Minter(SECRET)
    mine, theirs = minter.mint(), minter.mint()
    assert minter.form_token_fits(mine, minter.form_token(mine))
    assert not minter.form_token_fits(theirs, minter.form_token(mine))
    assert not minter.form_token_fits(mine, "")


def test_only_a_hash_of_32_bytes_is_kept() -> None:
    token = new_token()
    assert len(hash_of(token)) == 32
    assert token.encode() not in hash_of(token)
