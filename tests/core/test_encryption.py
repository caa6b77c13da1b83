"""What is sealed opens only with the same key and the same context."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.encryption import Vault, derive_key, derive_token
from core.errors import SealError

SECRET, OTHER = "a" * 40, "b" * 40


@given(st.binary(max_size=2000), st.text(max_size=50))
def test_what_was_sealed_comes_back(data: bytes, context: str) -> None:
    vault = Vault(SECRET)
    assert vault.open(vault.seal(data, context), context) == data


def test_another_context_cannot_open_it() -> None:
    sealed = Vault(SECRET).seal(b"hello", "row 1")
    with pytest.raises(SealError):
        Vault(SECRET).open(sealed, "row 2")


def test_another_key_cannot_open_it() -> None:
    with pytest.raises(SealError):
        Vault(OTHER).open(Vault(SECRET).seal(b"hello", "row"), "row")


def test_after_a_change_of_key_the_old_one_still_opens() -> None:
    sealed = Vault(SECRET).seal(b"hello", "row")
    assert Vault(OTHER, previous_secret=SECRET).open(sealed, "row") == b"hello"


@given(st.binary(max_size=60))
def test_damaged_bytes_are_one_clear_error(damaged: bytes) -> None:
    with pytest.raises(SealError):
        Vault(SECRET).open(damaged, "row")


def test_each_purpose_has_its_own_key_and_token() -> None:
    assert derive_key(SECRET, "a") != derive_key(SECRET, "b")
    assert derive_token(SECRET, "a") == derive_token(SECRET, "a") != derive_token(OTHER, "a")


def test_renewing_seals_with_the_present_secret_and_leaves_what_already_is() -> None:
    both = Vault(OTHER, previous_secret=SECRET)
    renewed = both.renew(Vault(SECRET).seal(b"hello", "row"), "row")
    assert renewed is not None and Vault(OTHER).open(renewed, "row") == b"hello"
    assert both.renew(renewed, "row") is None
    with pytest.raises(SealError):
        both.renew(renewed, "another row")
