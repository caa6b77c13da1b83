"""Ages as people tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.ages import OLDEST, AgeRange, find_age, own_age

TOLD = [
    ("my 13yo wont listen", 13, 13),
    ("13 yr old lad", 13, 13),
    ("shes in year 9", 13, 14),
    ("Y6 boy", 10, 11),
    ("hes just started reception", 4, 5),
    ("my baby is 6 months", 0.5, 0.5),
    ("6 months", 0.5, 0.5),
    ("twin girls aged 18 months", 1.5, 1.5),
    ("my 4 weeks old baby", 0.08, 0.08),
    ("groups for under 5s", 0, 5),
    ("mum of 3 under 5", 0, 5),
    ("clubs for 5-11 year olds", 5, 11),
    ("aged 11 to 16", 11, 16),
    ("8 or 9 year old", 8, 9),
    ("16+", 16, OLDEST),
    ("anything for over 60s", 60, OLDEST),
    ("mum is in her 80s", 80, 89),
    ("my partner is in his fifties", 50, 59),
    ("hes turning 14", 14, 14),
    ("she'll be 5 in march", 4, 4),
    ("he turns 6 tomorrow and theres nothing in the house", 5, 5),
    ("its her sixteenth birthday next week", 15, 15),
    ("my baby just had his first birthday", 1, 1),
    ("shes been seven since august", 7, 7),
    ("a year and nine months now my baby", 1.75, 1.75),
    ("DS9 and DD6 wont sleep", 6, 9),
    ("any group for my one and two year olds", 1, 2),
    ("theres a lad looks about 9 or 10 on my wall", 9, 10),
    ("my partner (m, 31) has loans", 31, 31),
    ("my little boy is for years old", 4, 4),
    ("12nearly13 and i do the cooking", 12, 12),
    ("i am therteen", 13, 13),
    ("my dad is sixty-odd", 60, 69),
    ("my son he have 6 years and not speak good english", 6, 6),
    ("my daughter's 16th birthday", 16, 16),
    ("my 3 and 7 year olds", 3, 7),
    ("kids are 4, 6 and 9", 4, 9),
    ("my kids 3 n 5", 3, 5),
    ("he's two and a half", 2.5, 2.5),
    ("i'm forty-two", 42, 42),
    ("my one year old", 1, 1),
    ("my daughter (14) wont go to school", 14, 14),
    ("my lad 14 kicks off", 14, 14),
    ("im 15 and look after my mum who's 42", 15, 15),
    ("i'm 34 and my son is 9", 9, 9),
    ("we live at 9 Fore St TA6 3AB and my son is 8", 8, 8),
    ("me dad's poorly, ee's 74", 74, 74),
    ("our three, four, six and nine", 4, 9),
    ("next door's kids, maybe 2 and 6", 2, 6),
    ("my 3 girls 4 6 and 8", 4, 8),
    ("my girl's 5ft 3 and only 11", 11, 11),
    ("both grandparents, 81 and 84", 81, 84),
    ("she got her own place at 18, no cooker", 18, 18),
    ("he's rising 5", 5, 5),
    ("she's 9 going on 19", 9, 9),
    ("a chap of 70", 70, 70),
    ("9/10 yr olds", 9, 10),
    ("my baby is 4 weeks", 0.08, 0.08),
    ("my 8 mo", 0.67, 0.67),
    ("years 3 and 5", 7, 10),
    ("kid 1 is 12 and kid 2 is 9", 9, 12),
    ("my 2½ year old", 2.5, 2.5),
    ("he's three and three quarters", 3.75, 3.75),
    ("she's a year old", 1, 1),
    ("over-50s lunch", 50, OLDEST),
    ("shes 4 in march", 4, 4),
    ("ten on saturday, my boy", 9, 9),
    ("my lad hit 13 last week", 13, 13),
    ("YR R pupil", 4, 5),
    ("We have a year 6 pupil who is caring for her nan", 10, 11),
    ("got 2 lads 8 nd 11 always fighting", 8, 11),
    ("one's 8 the other's 11", 8, 11),
    ("I've a boy (10) and a girl (6)", 6, 10),
    ("sessions for under fives", 0, 5),
    ("football for kids 8-12", 8, 12),
    ("2 years 3 months and no words", 2.25, 2.25),
    ("the baby's only 6 months", 0.5, 0.5),
    ("20 month old twins, is there a group", 1.67, 1.67),
    ("A month old, very jaundiced", 0.08, 0.08),
    ("I am a widow of 72", 72, 72),
    ("m14 need help", 14, 14),
    ("26, single, just moved to Yeovil", 26, 26),
    ("lad at number 12, about 7, begs for food", 7, 7),
    ("our lass. Eleven. Nether Stowey way", 11, 11),
    ("Sixty eight. Wells. Nobody to talk to", 68, 68),
    ("5 and a half, if you need to know", 5.5, 5.5),
    ("he's a year and a half", 1.5, 1.5),
    ("14 months and no words yet", 1.17, 1.17),
    ("my lad, he'd be what, 16 now", 16, 16),
    ("between twelve and fourteen, a mixed group", 12, 14),
    ("stay and play 0 to 5", 0, 5),
    ("one at 9 and one at 12, both mine", 9, 12),
    ("my son's 7, no sorry 8", 8, 8),
    ("she is 13, year 8, and sad", 13, 13),
    ("my two girls aged nine and twelve, in the same room", 9, 12),
    ("I drove lorries 30 years and at 57 my knees are gone", 57, 57),
]
OF_ANOTHER = [
    ("had my daughter when I was 17, I'm 29 now and its me that needs help", 29, 29),
    ("Auntie to a 2yr 3mth old, my brother's little one", 2.25, 2.25),
    ("im 40 and my mum is 77, she keeps falling", 77, 77),
    ("my husband is 52 and we have a lad of 9, he needs a job", 52, 52),
    ("im 17 and my baby is 5 months", 0.42, 0.42),
    ("i'm 14, i look after my nan who's 80", 14, 14),
    ("my friend is 15, her mum is 41", 15, 15),
    ("33, single mum, my lad is 9 and wont sleep", 9, 9),
    ("17 and my mum is 44, i do her shopping", 17, 17),
]
NOT_TOLD = [
    "he was 7 when he went on the list",
    "when i was 9 my dad went to prison",
    "they say he has the reading age of a five year old",
    "everyone treats me like im 12",
    "he plays 18 rated games",
    "dad smokes 20 a day",
    "seven months gone and my back hurts",
    "the baby is 7 weeks and doing great, its me that needs someone",
    "7 days", "open 9am", "£12", "12 quid", "ta1 3", "8-8 daily", "i work 9 to 5", "call 111", "he hit me 3 times",
    "im at 14 high street", "im one of five", "i have 3 kids", "ive been waiting 6 months for camhs", "im 2 miles away",
    "im 6 months pregnant", "im 4 months behind on rent", "married for 10 years", "he left 3 years ago", "hes 100% fine",
    "about a four i suppose", "ring me on 01632 960123", "10/11/2025", "",
    "im 16 and my mate says she hates her life", "its 12 degrees in my nans flat", "he's 6ft 2", "mum of 3 here",
    "due 14/5", "gone 10 at night", "2 bed flat", "4 of us in one room", "bus 21", "a 12 month lease", "it's been 6 months",
    "a 6 week course", "im a postman 20 years", "my husband is away on the rigs 3 months", "together 11 years and he left", "im 20 weeks", "junction 24", "section 21", "key stage 2", "i do 16 hours a week", "im 7 weeks sober",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), TOLD)
def test_an_age_that_is_told_is_found(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


@pytest.mark.parametrize(("text", "first", "last"), OF_ANOTHER)
def test_the_age_is_that_of_the_person_the_help_is_for(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_numbers_are_not_ages(text: str) -> None:
    assert find_age(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"), [("9", 9, 9), ("4 and 7", 4, 7), ("about nine", 9, 9), ("5-11", 5, 11)]
)
def test_bare_numbers_are_ages_only_where_an_age_was_asked_for(text: str, first: float, last: float) -> None:
    assert find_age(text) is None
    assert find_age(text, asked=True) == AgeRange(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("can you help my mum im only 13 and she is ill", 13, 13),
        ("I'm 14 and my brother is 9", 14, 14),
        ("my mum is 40 and i'm 12", 12, 12),
        ("i was 15 when my mum left, im 32 now", 32, 32),
        ("i am 41 my son is 9", 41, 41),
        ("im in year 9 and my dad drinks", 13, 14),
        ("im under 18", 0, 18),
    ],
)
def test_the_own_age_is_told_whoever_the_help_is_for(text: str, first: float, last: float) -> None:
    assert own_age(text) == AgeRange(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "my son is 9",
        "i was 15 when my mum left",
        "ill be 16 in may and my nan needs help",
        "im 5 months pregnant",
        "im 10 minutes away",
        "im a mum of 3",
        "14",
    ],
)
def test_other_ages_are_not_the_writers_own(text: str) -> None:
    assert own_age(text) is None


def test_no_upper_end_is_null_as_json() -> None:
    assert AgeRange(16, OLDEST).as_json() == {"from": 16, "to": None}
    assert AgeRange(0.5, 2).as_json() == {"from": 0.5, "to": 2}


@given(st.text(max_size=300))
def test_any_text_gives_an_age_in_order_or_none(text: str) -> None:
    found = find_age(text, asked=True)
    assert found is None or 0 <= found.from_ <= found.to <= OLDEST
