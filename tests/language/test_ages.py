"""Ages as people tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.ages import OLDEST, AgeRange, find_age

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
    "age 5 shoes and a winter coat wanted for my daughter", "need a carseat age 4 to 12 type", "age 7-8 school uniform",
    "she's a size 8 and was a 14 in the summer", "how old do u have to be 2 get free condoms", "stil ring mums number 4 the voicemail",
    "dad has 4 carers a day", "my lad's been on the list 70 weeks. Seventy!", "3 kids (1 mine 2 hers)", "No answer yet. Six months.",
    "a 3 year wait for anyone to call", "she was born 8 weeks early", "we moved here in 2015", "her birthday is in june this year",
    "twenty a day since the army", "i have 5 years experience", "our rent's 90 a week", "we r 2 mums", "youngest of 4",
    "im 16 and my mate says she hates her life", "its 12 degrees in my nans flat", "he's 6ft 2", "mum of 3 here",
    "due 14/5", "gone 10 at night", "2 bed flat", "4 of us in one room", "bus 21", "a 12 month lease", "it's been 6 months",
    "a 6 week course", "im a postman 20 years", "my husband is away on the rigs 3 months", "together 11 years and he left", "im 20 weeks", "junction 24", "section 21", "key stage 2", "i do 16 hours a week", "im 7 weeks sober",
    "the rent cant be more than 90", "my mum's rent can't be more than 90", "the wait cant be more than 12", "it cant be more than 90",
    "our rent's 90", "our wait's 12", "our wait's 12 and she cant cope", "our doctor's 60", "our landlord's 60 and he wont fix it",
    "he has the understanding of a 6 year old", "she functions as a 4 year old", "my partner is 6 years older", "partner is 6 years older than me",
    "theres 6 years between them", "her mates are all ten years older", "ive had him 2 years", "ive been looking after my mum 6 years",
    "72yrs waiting", "10yrs, same job", "3 yrs, no reply", "im 9 years sober",
]  # fmt: skip


POINTED_OUT = [
    ("got kids of 15, 12 and 9, its the 12 yr old, caught her vaping", 12, 12),
    ("DD is 5, DS is 3, any playgroup for the 3yo", 3, 3),
    ("I've got a 6 month old and a 3 year old and the 3 year old keeps hitting", 3, 3),
    ("my eldest (11) is fine, it's the little one (6) who won't go in", 6, 6),
    ("dad's 79, mum is 74. It's Mum I'm writing about", 74, 74),
    ("He's 79, she's 74. It's Mum I'm writing about", 74, 74),
    ("Son 14, daughter 11. It's my daughter I'm worried about", 11, 11),
    ("my two are 6 and 9, the youngest is being bullied", 6, 6),
    ("I've three, 4, 7 and 10. It's the middle one who won't eat", 7, 7),
    ("my gran is 84, grandad is 86, she's the one who needs help", 84, 84),
    ("son in yr 9 daughter in yr 3. shes being bullied", 7, 8),
    ("got a boy 9 and a girl 13. the girl is self harming", 13, 13),
    ("15yo son, 12yo daughter, both refuse school", 12, 15),
    ("my boy 9 and my girl 13. the boy wont go to school and the girl is cutting", 9, 13),
    ("my daughter is 9 and my son is 6. she hits him and he cries", 6, 9),
    ("my two are 6 and 9, the youngest is bullied and the oldest has stopped sleeping", 6, 9),
    ("my 9 and 12 year old fight, the 9 yr old hits and the 12 yr old screams", 9, 12),
]
SEEMS = [
    ("He is 24 but more like a child of 7 in himself", 24, 24),
    ("My son's about 8 or 9 in his head but he's 19", 19, 19),
    ("you'd think he was 3 the way he carries on, he's 8", 8, 8),
    ("now 5 and 7, they were 1 and 3 when they came", 5, 7),
    ("i was 3 wen i got adopted. im 14 now and sad", 14, 14),
    ("he's in year 5 and reads at year 2 level", 9, 10),
    ("he's 17 but the size of a 10 year old", 17, 17),
    ("he's 14 but has the understanding of a 6 year old", 14, 14),
    ("my daughter is 19, she has the mental capacity of a 5 year old", 19, 19),
    ("a 19 yr old with the social skills of a ten year old", 19, 19),
    ("he's 12 but works at a 6 year old level", 12, 12),
    ("i've got the care of a 6 year old, my niece", 6, 6),
]
APART = [
    ("my partner is 6 years older, she's 40", 40, 40),
    ("my sister is 2 years older and im 14", 14, 14),
    ("my brother is a year younger, he's 12", 12, 12),
    ("ive had her 3 years, shes 9", 9, 9),
    ("we've had the boys four years, they're 8 and 10", 8, 10),
    ("i fostered her for 3 years and she's 9", 9, 9),
    ("i had her 3 year old last night", 3, 3),
    ("anything for 5 years and older", 5, OLDEST),
]
NOTES = [
    ("F, 14yrs", 14, 14),
    ("M 9y", 9, 9),
    ("Pt: M, 82y, falls", 82, 82),
    ("14yrs F, low mood", 14, 14),
    ("9yrs, M, ADHD", 9, 9),
    ("72yrs, lives alone", 72, 72),
    ("14y, self harm", 14, 14),
    ("boy 9y, wont eat", 9, 9),
]
GUESSED = [
    ("there's a lad on my wall, can't be more than 9", 9, 9),
    ("she's no more than 10", 10, 10),
    ("a lad next door no older than 9", 9, 9),
    ("our kayleigh's 9 now", 9, 9),
    ("our babber's 2", 2, 2),
    ("our zebedee's 7 and he wont sleep", 7, 7),
]
SECOND_LANGUAGE = [
    ("i have 12 years and my mother she is ill, i cook", 12, 12),
    ("my daughters have 4 years and 7 years", 4, 7),
    ("I think these men use my daughter, she has thirteen", 13, 13),
    ("i go to school here 2 year. i am eleven. from Ukraine", 11, 11),
    ("I am 39 years. I have 2 children 5 years and 8 years.", 5, 8),
]
MORE_WAYS = [
    ("my twins r 4 and in nappies", 4, 4),
    ("both at primary, 6+9, need somewhere before school", 6, 9),
    ("4, 6 and 11", 4, 11),
    ("all three of mine, 5, 8 and 13, saw it", 5, 13),
    ("they can't be more than 3 or 4", 3, 4),
    ("my lad is big but only just 3", 3, 3),
    ("she's sweet sixteen and out all night", 16, 16),
    ("He scored 20 on the form. Eleven months. Bruton", 0.92, 0.92),
    ("18mo in my room not walking", 1.5, 1.5),
    ("7 months adjusted, but she's really 9 months", 0.75, 0.75),
    ("im not 18 till next summer", 17, 17),
    ("girls in Years 6 to 8 who mask all day", 10, 13),
    ("im in yr 8 and everyone in my tutor group has a chat without me", 12, 13),
    ("I teach reception and one of my boys has few words", 4, 5),
    ("Tenant of 79, hoarding", 79, 79),
    ("Lads of 13 to 15 hanging round the station", 13, 15),
    ("our nathan's fourteen and took a car", 14, 14),
    ("hes 18 stone. 17 with muscular dystrophy", 17, 17),
    ("my twins are four on boxing day", 3, 3),
    ("she turned 16 last week and walked out", 16, 16),
    ("Me lad's fifteen an a arf", 15.5, 15.5),
    ("mum of 3, ages 1 3 and 14", 1, 14),
]


@pytest.mark.parametrize(
    ("text", "first", "last"), TOLD + SEEMS + SECOND_LANGUAGE + MORE_WAYS + APART + NOTES + GUESSED
)
def test_an_age_that_is_told_is_found(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


@pytest.mark.parametrize(("text", "first", "last"), OF_ANOTHER + POINTED_OUT)
def test_the_age_is_that_of_the_person_the_help_is_for(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_numbers_are_not_ages(text: str) -> None:
    assert find_age(text) is None


@pytest.mark.parametrize("text", ["9", "about nine"])
def test_a_bare_number_is_no_age(text: str) -> None:
    assert find_age(text) is None


def test_no_upper_end_is_null_as_json() -> None:
    assert AgeRange(16, OLDEST).as_json() == {"from": 16, "to": None}
    assert AgeRange(0.5, 2).as_json() == {"from": 0.5, "to": 2}


@given(st.text(max_size=300))
def test_any_text_gives_an_age_in_order_or_none(text: str) -> None:
    found = find_age(text)
    assert found is None or 0 <= found.from_ <= found.to <= OLDEST
