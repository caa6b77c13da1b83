"""A mistake in the contacts or the rules is found when they are loaded, not when a family asks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import PROJECT, Settings
from earlyhelp.contacts import load_contacts, load_routing
from earlyhelp.errors import EarlyHelpDataError, InventedContactsError
from earlyhelp.office import open_office
from language.needs import load_needs

FOLDER = PROJECT / "data" / "earlyhelp"
NEEDS = [need.key for need in load_needs()]
PUBLIC = {
    "public_url": "https://help.somerset.test",
    "smtp_host": "mail.somerset.test",
    "smtp_from": "Open Door <open-door@somerset.test>",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "earlyhelp")
    shutil.copy(FOLDER.parent / "needs.yml", tmp_path)
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
        ("contacts.yml", "phone: 01632 960101", "phone: 1632960101", "in quotes"),
        (
            "contacts.yml",
            "email: jo.lake@example.org",
            "email: jo.lake@example",
            "'jo.lake@example' is no e-mail",
        ),
        ("contacts.yml", "email: jo.lake@example.org", "email: 'a@example.org, b@example.org'", "no e-mail"),
        ("contacts.yml", "teams: [school_adviser]", "teams: school_adviser", "as in \\[one, two\\]"),
        ("contacts.yml", "postcodes: [TA5, TA6, TA7]", "postcodes: TA5", "TA5"),
        ("contacts.yml", "postcodes: [TA5", "postcode: [TA5", "postcode is not known"),
        (
            "contacts.yml",
            "cover: jo_lake",
            "cover: jo_lake\n    absent: {from: 2026-13-01}",
            "contacts.yml.*a day",
        ),
        ("contacts.yml", "cover: jo_lake", "cover: jo_lake\n    absent: {from: 'Monday'}", "2026-11-23"),
        (
            "contacts.yml",
            "cover: jo_lake",
            "cover: jo_lake\n    absent: {until: 2026-11-24}",
            "'from' is missing",
        ),
        (
            "contacts.yml",
            "cover: jo_lake",
            "cover: jo_lake\n    absent: {from: 2026-11-24, until: 2026-11-20}",
            "ends before it begins",
        ),
        ("contacts.yml", "cover: jo_lake", "cover: pat_ashdown", "cover for 'pat_ashdown'"),
        ("contacts.yml", "sample: true", "sample: 'no'", "sample: false"),
        ("contacts.yml", "name: Pat Ashdown", "name: ''", "'pat_ashdown'"),
        ("routing.yml", "from_level: 4", "from_level: 5", "3 to 4"),
        ("routing.yml", "from_level: 4", "from_level: 2", "3 to 4"),
        ("routing.yml", "levels: [2]", "levels: 2", "levels as a list"),
        ("routing.yml", "levels: [2]", "levels: ['2']", "whole number"),
        ("routing.yml", "needs: [young_carer]", "needs: [young_carers]", "young_carers is no need"),
        ("routing.yml", "child_age: {from: 0", "child_age: {form: 0", "form is not known"),
        ("routing.yml", "child_age: {from: 0, to: 4}", "child_age: {from: 5, to: 4}", "child_age ends"),
        ("routing.yml", "adult: true", "adult: grown-up", "true or false"),
        ("routing.yml", "team: young_carers", "team: youngcarers", "rule 'young_carers'"),
        ("consent.yml", "  - key: well", "  - key: wellbeing", "each of these items"),
        ("consent.yml", "  - key: well", "  - key: name", "each of these items"),
        ("consent.yml", "label: Age", "label: No", "in quotes"),
        ("consent.yml", "for_staff: Age", "staff: Age", "'for_staff' is missing"),
        ("consent.yml", "days: 180", "days: 0", "from 1 to"),
        ("consent.yml", "days: 180", "days: half a year", "half a year"),
        ("consent.yml", "{name} seeing this", "them seeing this", "does not say"),
        ("retention.yml", "days: 90", "days: -90", "retention.yml"),
        ("retention.yml", "days: 90", "days: true", "whole number"),
        ("references.yml", "[AXLE", "[AXLE, FOUR", "'FOUR'"),
        ("references.yml", "[AXLE", "[AXLE, KITE", "'KITE'"),
        ("references.yml", "[AXLE", "[AXLE, TRUE", "in quotes"),
        ("references.yml", "vowels: AEIOU", "vowels: AEIOUY", "AEIOU for vowels"),
        ("references.yml", "vowels: AEIOU", "vowels: A", "too few"),
        ("references.yml", "never: [BAD", "never: ['', BAD", "references.yml"),
        ("wording.yml", "  sent: You sent", "  send: You sent", "'sent' is missing"),
        ("wording.yml", "Your request ended on {since}", "Your request ended on {since:d}", "its name alone"),
        ("wording.yml", "label: Help was given", "label: Yes", "in quotes"),
        (
            "wording.yml",
            'subject: "Reminder: early help request {reference}"',
            'subject: "Reminder:\\nearly help"',
            "on one line",
        ),
        ("wording.yml", "export_nothing: We keep", "export_nothing: # We keep", "wording.yml"),
    ],
)
def test_a_mistake_is_named(data: Path, file: str, old: str, new: str, said: str) -> None:
    mend(data, file, old, new)
    with pytest.raises(EarlyHelpDataError, match=said):
        open_office(Settings(data=data))


def test_the_last_rule_must_take_every_case(data: Path) -> None:
    mend(data, "routing.yml", "    team: advice_line", "    team: advice_line\n    when: {levels: [2]}")
    with pytest.raises(EarlyHelpDataError, match="without conditions"):
        load_routing(data / "earlyhelp", load_contacts(data / "earlyhelp"), NEEDS)


def test_a_missing_file_is_one_sentence(data: Path) -> None:
    (data / "earlyhelp" / "consent.yml").unlink()
    with pytest.raises(EarlyHelpDataError, match=r"consent\.yml"):
        open_office(Settings(data=data))


def test_production_never_sends_a_family_to_an_invented_contact(data: Path) -> None:
    settings = Settings(data=data, environment="production", secret_key="s" * 40)
    with pytest.raises(EarlyHelpDataError, match="invented"):
        open_office(settings)
    with pytest.raises(InventedContactsError):
        open_office(Settings(data=data, public_host="0.0.0.0"))
    mend(data, "contacts.yml", "sample: true", "sample: false")
    assert not open_office(replace(settings, **PUBLIC)).contacts.sample
    assert open_office(replace(settings, environment="development")).acknowledge_days == 2


def test_nobody_takes_requests_whose_letters_would_go_nowhere(data: Path) -> None:
    mend(data, "contacts.yml", "sample: true", "sample: false")
    public = replace(Settings(data=data), **PUBLIC)
    assert open_office(public).link("KITE-4821") == "https://help.somerset.test/desk/KITE-4821"
    for missing in PUBLIC:
        with pytest.raises(SettingsError, match=f"OPENDOOR_{missing.upper()}"):
            open_office(replace(public, environment="production", **{missing: getattr(Settings(), missing)}))
