"""A mistake in the contacts or the rules is found when they are loaded, not when a family asks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.settings import PROJECT, Settings
from earlyhelp.contacts import load_contacts, load_routing
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.office import open_office

FOLDER = PROJECT / "data" / "earlyhelp"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "earlyhelp")
    return tmp_path


def mend(data: Path, file: str, old: str, new: str) -> None:
    path = data / "earlyhelp" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_every_contact_of_the_sample_is_invented_and_says_so() -> None:
    contacts = load_contacts(FOLDER)
    assert contacts.sample
    for contact in contacts.by_key.values():
        assert contact.agency.endswith("(sample)")
        assert contact.email.endswith("@example.org") and contact.phone.startswith("01632 960")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("contacts.yml", "manager: casey_holm", "manager: nobody", "manager"),
        ("contacts.yml", "cover: jo_lake", "cover: nobody", "cover for 'pat_ashdown'"),
        ("contacts.yml", "key: jo_lake", "key: pat_ashdown", "twice"),
        ("contacts.yml", "email: jo.lake", "mail: jo.lake", "'jo_lake'"),
        ("contacts.yml", "version: 1", "version: one", "version"),
        ("contacts.yml", "contacts:", "contacts: [", "YAML"),
        ("routing.yml", "works with families at {school}", "works at {scool}", "scool"),
        ("routing.yml", "adult: false", "grown_up: false", "grown_up"),
        ("routing.yml", "team: advice_line", "team: nobody", "End routing.yml"),
        ("routing.yml", "from_level: 4", "level: 4", "from_level"),
        ("references.yml", "[AXLE", "[AXLES", "four capital letters"),
        ("consent.yml", "purpose: They will", "why: They will", "consent.yml"),
        ("retention.yml", "  tries:", "  trials:", "retention.yml"),
        ("wording.yml", "outcomes:", "ends:", "wording.yml"),
        ("wording.yml", "  late:", "  later:", "Put back into wording.yml in data/earlyhelp: late"),
        ("wording.yml", "  not_reached:", "  nobody:", "not_reached"),
        ("wording.yml", '    subject: "Early help request {reference}"', '    subject: "For {name}"', "name"),
        ("wording.yml", "ended on {since}", "ended on {sinse}", "sinse"),
        ("consent.yml", "{name} seeing this", "{nane} seeing this", "consent.yml"),
        ("consent.yml", "key: name", "key: First name", "consent.yml"),
        ("contacts.yml", "key: lee_thorne", "key: Lee Thorne", "Lee Thorne"),
    ],
)
def test_a_mistake_is_named(data: Path, file: str, old: str, new: str, said: str) -> None:
    mend(data, file, old, new)
    with pytest.raises(EarlyHelpDataError, match=said):
        open_office(Settings(data=data))


def test_the_last_rule_must_take_every_case(data: Path) -> None:
    mend(data, "routing.yml", "    team: advice_line", "    team: advice_line\n    when: {levels: [2]}")
    with pytest.raises(EarlyHelpDataError, match="without conditions"):
        load_routing(data / "earlyhelp", load_contacts(data / "earlyhelp"))


def test_a_missing_file_is_one_sentence(data: Path) -> None:
    (data / "earlyhelp" / "consent.yml").unlink()
    with pytest.raises(EarlyHelpDataError, match=r"consent\.yml"):
        open_office(Settings(data=data))


def test_production_never_sends_a_family_to_an_invented_contact(data: Path) -> None:
    settings = Settings(data=data, environment="production", secret_key="s" * 40)
    with pytest.raises(EarlyHelpDataError, match="invented"):
        open_office(settings)
    mend(data, "contacts.yml", "sample: true", "sample: false")
    assert not open_office(settings).contacts.sample
    assert open_office(replace(settings, environment="development")).acknowledge_days == 2
