"""`opendoor staff`, as an operator meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.audit import verify
from cli.staff import add, list_, remove, sign_out
from core.migrating import migrate
from core.settings import load_settings
from earlyhelp.contacts import load_contacts
from staff.errors import StaffError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh database."""
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path))
    migrate(load_settings().database)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_someone_is_added_changed_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    list_()
    assert "Nobody can sign in yet" in said(capsys)
    add("Pat.Ashdown@Example.org", "contact", "pat_ashdown")
    add("casey@example.org", "manager", "")
    assert "They can sign in now.\nThey sign in here: http://localhost:8080/desk" in said(capsys)
    list_()
    assert said(capsys) == "contact\tpat.ashdown@example.org\tpat_ashdown\nmanager\tcasey@example.org\n"
    add(" pat.ashdown@example.org ", "editor", "")
    list_()
    assert said(capsys).splitlines()[-1] == "manager\tcasey@example.org"
    sign_out("casey@example.org")
    remove("pat.ashdown@example.org")
    assert "can no longer sign in" in said(capsys)
    list_()
    assert said(capsys) == "manager\tcasey@example.org\n"
    add("pat.ashdown@example.org", "contact", "jo_lake", yes=True)
    list_()
    assert "contact\tpat.ashdown@example.org\tjo_lake" in said(capsys)
    verify()
    assert "6 entries" in said(capsys)


def test_a_change_of_role_or_contact_is_said_and_a_repeat_too(capsys: pytest.CaptureFixture[str]) -> None:
    add("pat.ashdown@example.org", "contact", "pat_ashdown")
    assert "They can sign in now." in said(capsys)
    add("pat.ashdown@example.org", "contact", "pat_ashdown")
    assert said(capsys).startswith("Nothing changed")
    add("pat.ashdown@example.org", "manager", "")
    told = said(capsys)
    assert "Role changed from contact to manager." in told and "can sign in now" not in told
    assert "Contact changed from pat_ashdown to none." in told
    remove("pat.ashdown@example.org")
    said(capsys)
    add("pat.ashdown@example.org", "manager", "")
    assert "They can sign in now." in said(capsys)


def test_an_address_that_is_not_the_contacts_wants_a_yes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StaffError, match=r"pat\.ashdown@example\.org in contacts\.yml.*--yes"):
        add("someone@example.org", "contact", "pat_ashdown")
    list_()
    assert "Nobody can sign in yet" in said(capsys)
    add("someone@example.org", "contact", "pat_ashdown", yes=True)
    assert "They can sign in now." in said(capsys)


def test_contacts_whose_requests_nobody_could_open_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    add("pat.ashdown@example.org", "contact", "pat_ashdown")
    add("jo.lake@example.org", "contact", "jo_lake")
    remove("jo.lake@example.org")
    list_()
    warning = capsys.readouterr().err
    assert "jo_lake" in warning and "casey_holm" in warning and "pat_ashdown" not in warning
    for key, each in load_contacts(load_settings().data / "earlyhelp").by_key.items():
        add(each.email, "contact", key)
    capsys.readouterr()
    list_()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("email", "role", "contact", "what"),
    [
        ("pat", "contact", "pat_ashdown", "e-mail address"),
        ("a b@example.org", "admin", "", "e-mail address"),
        ("x" * 250 + "@example.org", "admin", "", "e-mail address"),
        ("pat@example.org", "boss", "", "contact, editor, professional, manager, admin"),
        ("pat@example.org", "contact", "", "--contact"),
        ("pat@example.org", "contact", "nobody", "contacts.yml"),
        ("pat@example.org", "editor", "pat_ashdown", "Leave out --contact"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(email: str, role: str, contact: str, what: str) -> None:
    with pytest.raises(StaffError, match=what):
        add(email, role, contact)


def test_nobody_unknown_is_removed_or_signed_out() -> None:
    for command in (remove, sign_out):
        with pytest.raises(StaffError, match="Nobody with this address"):
            command("pat@example.org")
