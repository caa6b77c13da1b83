"""The mail that carries a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import PROJECT
from staff.errors import StaffError
from staff.wording import load_sign_in_mail


def test_the_mail_has_the_link_on_a_line_of_its_own() -> None:
    mail = load_sign_in_mail(PROJECT / "data")
    assert "{link}" in mail.text.splitlines()


@pytest.mark.parametrize(
    "words", ["", "subject: x", "subject: x\ntext: no gap", "subject: x\ntext: '{name} {link}'", "- x"]
)
def test_a_file_that_would_send_no_link_is_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "staff").mkdir()
    (tmp_path / "staff" / "sign_in.yml").write_text(words)
    with pytest.raises(StaffError, match=r"sign_in\.yml"):
        load_sign_in_mail(tmp_path)
