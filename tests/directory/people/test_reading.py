"""A who's-who is read as councils keep it, and a wrong row is reported by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.people import Entry, PeopleFileError, Unreadable, read_people
from tests.directory.people.conftest import NEEDS, SAMPLE

CSV = (
    "ID,Full name,Job title,Organisation,Areas,Languages spoken,Public,Signed off\n"
    'p-1,Jo Hartley,PFSA,"Council (sample)","Frome; BA11",Polish,Yes,14/09/2026\n'
    ",No key,Midwife,NHS,,,,\n"
    "p-3,,Midwife,NHS,,,,\n"
    "p-4,Wrong day,Midwife,NHS,,,no,soon\n"
)


def read(tmp_path: Path, text: str, name: str = "people.csv") -> list[Entry | Unreadable]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8-sig")
    return read_people(file, NEEDS)


def test_headings_are_read_however_they_are_called(tmp_path: Path) -> None:
    first = read(tmp_path, CSV)[0]
    assert isinstance(first, Entry) and first.source_id == "p-1"
    assert (first.values["role"], first.values["agency"]) == ("PFSA", "Council (sample)")
    assert first.covers["area"] == ("Frome", "BA11") and first.covers["language"] == ("Polish",)
    assert first.values["public"] is True and first.values["signed_off_on"] == date(2026, 9, 14)


def test_each_wrong_row_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    _, keyless, nameless, wrong = read(tmp_path, CSV)
    assert isinstance(keyless, Entry) and keyless.source_id == "no key"
    assert isinstance(nameless, Unreadable) and nameless.problem == "Give it a name."
    assert isinstance(wrong, Unreadable) and "the day of signing off is a day such as" in wrong.problem
    assert (wrong.row, wrong.name) == (4, "Wrong day")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("people.csv", "", "has no rows"),
        ("people.csv", "a,b\n1,2\n", "no column called name"),
        ("people.json", "{", "is not JSON"),
        ("people.json", '{"staff": []}', "no list called people"),
        ("people.json", '{"people": 3}', "is not a list"),
        ("people.json", "[]", "has no rows"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(PeopleFileError, match=said):
        read(tmp_path, text, name)


def test_a_file_in_another_encoding_or_missing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name\nZoë".encode("utf-16"))
    with pytest.raises(PeopleFileError, match="UTF-8"):
        read_people(file, NEEDS)
    with pytest.raises(PeopleFileError, match="cannot be read"):
        read_people(tmp_path / "none.csv", NEEDS)


def test_what_is_not_known_or_not_whole_is_left_out_and_said(tmp_path: Path) -> None:
    row = '[{"name": "Jo", "needs": ["money", "unicorns"], "email": "not an address"}, 7]'
    first, second = read(tmp_path, row, "people.json")
    assert isinstance(first, Entry) and first.covers["need"] == ("money",)
    assert "unicorns" in " ".join(first.notes) and "e-mail" in " ".join(first.notes)
    assert isinstance(second, Unreadable)


@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "name", "areas", "public", "absent_to", "x"]), st.text()))
)
def test_whatever_stands_in_a_row_it_is_read_or_told(rows: list[dict[str, str]]) -> None:
    import json
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        if not rows:
            return
        assert len(read_people(file, NEEDS)) == len(rows)


def test_the_sample_is_whole_and_covers_the_county() -> None:
    found = read_people(SAMPLE, NEEDS)
    entries = [each for each in found if isinstance(each, Entry)]
    assert len(entries) == len(found) and not [each.notes for each in entries if each.notes]
    of = {
        kind: [each for each in entries if each.kind == kind]
        for kind in ("person", "team", "agency", "school")
    }
    assert len(of["person"]) >= 120 and len(of["agency"]) >= 25 and len(of["school"]) >= 40
    schools = {each.name for each in of["school"]}
    assert all(name in schools for each in of["person"] for name in each.covers["school"])
    assert all("(sample)" in each.name for kind in ("agency", "school") for each in of[kind])
    assert all("(sample)" in str(each.values["agency"]) for each in (*of["person"], *of["team"]))
