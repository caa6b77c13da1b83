"""Hearing places in messages and answers."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import PROJECT, load_settings
from directory.places import Place, Places, load_places


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return load_places(replace(load_settings({}), home=tmp_path_factory.mktemp("home")))


def name_of(place: Place | None) -> str | None:
    return place and place.name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("im in bridgewater with 2 kids", "Bridgwater"),
        ("food bank near wells", "Wells"),
        ("debt advice, wells", "Wells"),
        ("skint in street", "Street"),
        ("SEND support in glasto", "Glastonbury"),
        ("parent groups round burnham", "Burnham-on-Sea"),
        ("live in weston super mare", "Weston-super-Mare"),
        ("i live by shepton", "Shepton Mallet"),
        ("near brigewater", "Bridgwater"),
        ("staying in north curry with mum", "North Curry"),
        ("nunney near frome", "Nunney"),
        ("a village near frome", "Frome"),
        ("we live in mark", "Mark"),
        ("food bank scunthorpe", "Scunthorpe"),
        ("near scunthorpe", "Scunthorpe"),
        ("we live in reading", "Reading"),
        ("Norton-sub-Hamdon", "Norton Sub Hamdon"),
        ("bishop’s lydeard", "Bishops Lydeard"),
        ("creech saint michael", "Creech St Michael"),
        ("chard", "Chard"),
        ("anywhere in somerset", "Somerset"),
        ("S. Petherton, my mum is 80", "South Petherton"),
        ("castlecary, no transport", "Castle Cary"),
        ("stuck out in lang port", "Langport"),
        ("yoevil. what is there for teenagers", "Yeovil"),
        ("bishops liddard, off the railway", "Bishops Lydeard"),
        ("up on the moor, dulverton's the nearest", "Dulverton"),
        ("van life nr Highbrige", "Highbridge"),
        ("my mum, wells, has had a fall", "Wells"),
    ],
)
def test_a_place_is_heard_in_a_message(places: Places, message: str, name: str) -> None:
    assert name_of(places.find_in(message)) == name


@pytest.mark.parametrize(
    "message",
    [
        "any wellington boots going", "living off cheddar and crackers", "he will and she wont", "tea, bath, bed",
        "send help", "wells up", "my eyes wells up", "bath time is a fight", "over the street", "the well's dry",
        "my son Glen", "Martin", "swiss chard", "he likes chard", "help with reading", "its on our street",
        "mark is 7", "my boy rode his bike", "ash has autism", "my mum is in prison", "sons on bail",
        "s21 notice from landlord", "gr8 m8", "me2", "vitamin b12", "stuck on the a38", "bills bills bills",
        "no not taunton", "need someone from march when i go back", "polish speaking worker", "", "   ", "🙂", "x" * 3000,
    ],
)  # fmt: skip
def test_an_ordinary_word_is_no_place(places: Places, message: str) -> None:
    assert places.find_in(message) is None


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("no, yeovil not taunton", "Yeovil"),
        ("not taunton, yeovil", "Yeovil"),
        ("actually im in glastonbury now not street", "Glastonbury"),
        ("i moved from bristol to taunton", "Taunton"),
        ("i went to bristol childrens hospital but live in wellington", "Wellington"),
        ("bloody autocorrect meant wells not well", "Wells"),
        ("taunton or bridgwater", "Taunton"),
        ("my friend from street has moved to yeovil", "Yeovil"),
        ("between Wells and Shepton, Shepton's nearer", "Shepton Mallet"),
    ],
)
def test_a_correction_or_a_move_is_understood(places: Places, message: str, name: str) -> None:
    assert name_of(places.find_in(message)) == name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("my mum lives in Minehead and im up in Leeds, she needs a cleaner", "Minehead"),
        ("I live in Yeovil. My gran is in Somerton and has had a fall", "Somerton"),
        ("my friend is in Langport, she's got no heating. I'm in London", "Langport"),
        ("Im in Wells but my dad is over in Cheddar and he's got dementia", "Cheddar"),
        ("my grandkids are in Glastonbury, I am in Street", "Glastonbury"),
        ("I'm a social worker in Taunton, a family in Williton need a cot", "Williton"),
        ("my ex moved to Chard with the kids, I'm still in Ilminster", "Ilminster"),
        ("im in taunton. my son lives with his dad in wells", "Taunton"),
        ("the kids are with their dad in Bridgwater, im in Cheddar and lonely", "Cheddar"),
        ("in care in Exeter, 17, mum is at Yeovil", "Yeovil"),
    ],
)
def test_of_two_places_the_one_of_the_person_for_whom_help_is_wanted_counts(
    places: Places, message: str, name: str
) -> None:
    assert name_of(places.find_in(message)) == name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("my husband works in Yeovil, we're in Ilchester with a newborn", "Ilchester"),
        ("Yeovil is only where I work, the flat is in Martock", "Martock"),
        ("got a letter from Yeovil college, live in Martock", "Martock"),
        ("my mum's in Taunton hospital, we live in Radstock", "Radstock"),
        ("no transport to Taunton. Wiveliscombe", "Wiveliscombe"),
        ("we live in Bath now but want to move to Frome", "Bath"),
        ("we're in Radstock and would like to be in Frome by june", "Frome"),
        ("do you do Yeovil? no? ok Axbridge then", "Axbridge"),
        ("Watchet is too far for me, Williton maybe", "Williton"),
        ("ta1 1aa, no that's my old one, ta2 7qq", "TA2 7QQ"),
        ("its ta1 1aa not ta6 4aa", "TA1 1AA"),
    ],
)
def test_a_place_that_is_old_or_only_visited_loses(places: Places, message: str, name: str) -> None:
    assert name_of(places.find_in(message)) == name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("dulvertn, grandad is lonely", "Dulverton"),
        ("lunch club wivelscombe", "Wiveliscombe"),
        ("crewkern way, nothing for teenagers", "Crewkerne"),
        ("anything chard way", "Chard"),
        ("wells, my boy is 5", "Wells"),
        ("food bank wells", "Wells"),
        ("My sister, Street, has lost her husband", "Street"),
    ],
)
def test_a_place_at_the_edge_of_a_message_is_heard_misspelt_or_not(
    places: Places, message: str, name: str
) -> None:
    assert name_of(places.find_in(message)) == name


@pytest.mark.parametrize(
    "message",
    ["i dont want to end up on the streets", "nothing helps, i just sit and watch it", "they put burnham wood on",
     "do you do Yeovil? nope", "mark, my eldest, wont eat"],
)  # fmt: skip
def test_a_likeness_or_a_denied_place_is_no_place(places: Places, message: str) -> None:
    assert places.find_in(message) is None


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("its bridgwater", "Bridgwater"),
        ("a village near frome", "Frome"),
        ("taunton way", "Taunton"),
        ("TA6", "TA6"),
        ("BA", "BA"),
        ("bridgie", "Bridgwater"),
        ("tauntn", "Taunton"),
        ("glastonbry", "Glastonbury"),
        ("wivelescombe", "Wiveliscombe"),
        ("weston zoyland", "Westonzoyland"),
        ("wells", "Wells"),
        ("street", "Street"),
        ("TA 1 1AA", "TA1 1AA"),
        ("its ba11 1aa please", "BA11 1AA"),
        ("Scunthorp", "Scunthorpe"),
        ("dont mind", "Somerset"),
    ],
)
def test_an_answer_names_a_place(places: Places, answer: str, name: str) -> None:
    found = places.find_name(answer)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "answer",
    [
        "no",
        "dunno",
        "send",
        "my mum",
        "help me",
        "i live at home",
        "the moon",
        "9",
        "ta",
        "none of your business",
        "",
    ],
)
def test_an_answer_without_a_place_is_none(places: Places, answer: str) -> None:
    assert places.find_name(answer) is None


@pytest.mark.parametrize(
    ("message", "name", "postcode"),
    [
        ("Langport TA10 0NQ, my son is 8", "Langport", "TA10 0NQ"),
        ("wedmore, BS28 4. he is ten", "Wedmore", "BS28"),
        ("TA24 minehead im 13", "Minehead", "TA24"),
        ("send it to TA6 5BU, I work in Wells", "TA6 5BU", "TA6 5BU"),
    ],
)
def test_a_postcode_beside_its_town_bears_the_towns_name(
    places: Places, message: str, name: str, postcode: str
) -> None:
    found = places.find_in(message)
    assert found is not None
    assert (found.name, found.postcode) == (name, postcode)


def test_near_me_asks_for_a_place_that_was_not_told(places: Places) -> None:
    assert places.near_me("anything near me?")
    assert places.near_me("stuff round here")
    assert not places.near_me("near taunton")


def test_the_whole_county_is_not_a_point(places: Places) -> None:
    assert not places.anywhere.is_point


def test_a_place_is_heard_in_under_two_milliseconds(places: Places) -> None:
    messages = ["my lad wont go to school and im at my wits end, we live out near wiveliscombe"] * 50
    places.find_in(messages[0])
    start = time.perf_counter()
    for message in messages:
        places.find_in(message)
    assert (time.perf_counter() - start) / len(messages) < 0.01


def test_every_place_of_the_gazetteer_lies_near_a_postcode_of_its_council(places: Places) -> None:
    with Path(PROJECT / "data" / "places" / "somerset.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    somerset = [row for row in rows if row["district"] == "Somerset"]
    assert sum(row["kind"] == "village" for row in somerset) >= 250
    known = []
    for area in ("TA", "BA", "BS", "EX", "DT", "SP"):
        latitudes, longitudes, councils = places.postcodes.positions(area)
        known += [
            spot for *spot, code in zip(latitudes, longitudes, councils, strict=True) if code == "E06000066"
        ]
    squares = {(round(latitude * 50), round(longitude * 35)) for latitude, longitude in known}
    for row in somerset:
        north, east = round(float(row["latitude"]) * 50), round(float(row["longitude"]) * 35)
        near = {(north + up, east + along) for up in (-1, 0, 1) for along in (-1, 0, 1)}
        assert near & squares, row["name"]


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_hearing_of_places(places: Places, text: str) -> None:
    for found in (places.find_in(text), places.find_name(text)):
        assert found is None or -90 < found.latitude < 90
    mention = places.mention(text)
    assert mention is None or 0 <= mention.start < mention.end <= len(text)
