"""Whom the help is for."""

from __future__ import annotations

import pytest

from language.who import find_who

FOR = [
    ("my son wont go to school", "child"), ("my kids and i are stuck", "child"), ("shes 4 and wont sleep", "child"),
    ("foster son is fourteen", "child"), ("got a toddler", "child"), ("my husband drinks", "partner"),
    ("it's for my wife, we have two boys", "partner"), ("me dads 81", "parent"), ("mums in her 80s", "parent"),
    ("my nan is lonely", "other"), ("my brother is 23", "other"), ("asking for a friend", "friend"),
    ("my best mate is 13", "friend"), ("i support a family with a toddler", "client"),
    ("health visitor here, mum with a new baby", "client"), ("a girl in my class", "client"), ("im 15 and scared", "self"),
    ("im from frome and my mum is ill, i do her meds, im 13", "self"), ("just for me", "self"), ("im not coping", "self"),
    ("my anxiety is bad", "self"), ("any clubs near taunton", None), ("im over the moon with that", None), ("", None),
]  # fmt: skip

CLEAR = [
    ("no food til thursday, 2 kids", "self"), ("kids are hungry and the cupboards are empty", "self"),
    ("i lost my mum in march and i cant stop crying", "self"), ("we've been evicted, me my partner and the baby", "self"),
    ("got a 2 year old and a newborn and i'm drowning", "self"), ("me and my partner split up", "self"),
    ("i'm 70 and my wife has alzheimers, i never get out", "self"), ("im gay and my parents dont know", "self"),
    ("he pushed me into the door last night. baby was in my arms", "self"), ("been sleeping at my mates, skint", "self"),
    ("my husband shouts at me and locks me out", "self"), ("is there a grant, they cut off my gas", "self"),
    ("PCSO. Girl of about 13 sat in the park every night", "client"), ("TA here, boy in my group has no coat", "client"),
    ("Homestart volunteer, the mum I visit has not slept", "client"), ("a girl in year 7 at our school lost her dad", "client"),
    ("Hello I am a headteacher. One of our mums is sleeping in her car", "client"), ("Tutor. A student told me he's homeless", "client"),
    ("it's not for me it's for my mum", "parent"), ("lunch club for Dad please", "parent"), ("I'm ringing about Dad", "parent"),
    ("my mum speaks no english, she needs a helper, im 14", "parent"), ("Mum can't manage the stairs", "parent"),
    ("cycling? For hubby", "partner"), ("my wife had our baby in may and she cries all day", "partner"),
    ("gf is 19 and wont eat", "partner"), ("where can i take my nan for lunch", "other"), ("the lad next door is about 9", "other"),
    ("my cousins bloke follows her", "other"), ("my sister has bruises and her kids are quiet", "other"),
    ("im 13 and my mate says she wants to die", "friend"), ("my best friends husband hits her", "friend"),
    ("our two, three and six, miss their gran", "child"), ("Chard. daughter. vaping", "child"), ("i'm his foster mum", "child"),
    ("nursery say he bites", "child"), ("i need to talk about my lad", "child"), ("my daughters partner scares her", "child"),
    ("doctor says wait, my lad is worse", "child"), ("my social worker never rings, a child needs coats", "child"),
    ("young mums group minehead", None), ("parent carer forum", None), ("we moved to Chard in may", None),
]  # fmt: skip

OWN_NEED = [
    "14f been cutting bk on food, feel fat all time", "17 and just found out im pregnant, who do i tell",
    "dad drinks every nite and i put my little sister to bed, im only 13", "he reads my phone and counts the miles",
    "my boyfriend won't let me see my sister", "kids at school call me names cos of my skin", "i miss my nan so much",
    "got bailiffs coming thursday", "mum and dad r splitting up", "someone is following me home", "dont feel safe at home",
    "since my wife passed I don't cook", "my friend kicked me out and I've got nowhere to go", "my baby died",
    "i work in a school and my husband hits me", "carer for my dad, im 16, never get out with mates",
    "the man next door keeps blocking my drive", "my nan's in Wells, im in Street, is there a choir for a mum like me",
    "I look after my husband, he had a stroke, I need a break", "13 yo girl, i get called names for my hijab",
]  # fmt: skip
NEED_OF_A_CHILD = [
    "18 mth old not walking, should i worry", "in Wells with a 4 year old who bites", "Not for me. For my little one, she has a stammer",
    "My 11-yr-old has been referred and we've heard nothing", "got 2 lads 8 nd 11 always fighting",
    "My ex won't let me see our son", "Me and my wife are worried about our son, 15", "I feel so guilty, my son was excluded",
    "dont know what to do with her any more, shes run off again", "I'm a nurse and my own daughter won't eat",
    "where can my daughter make friends", "parents of a disabled lad, need respite",
]  # fmt: skip
NEED_OF_SOMEBODY_HELPED = [
    "I'm a teaching assistant and one of my pupils comes in hungry", "One of our apprentices turned up with a split lip",
    "I have a family I work with who are facing eviction", "Can I refer a family?", "GP here. Patient with PND.",
    "support worker here, I've a care leaver 16 who needs a bed", "I teach reception and one of the mums looks ill",
    "My year 10 tutor group want a talk on vaping", "I run the drop in at the library, they're all sixteen",
    "Y2 child in my class, always hungry", "We've a young lad at our boxing club sleeping rough", "Hi I'm from the housing association, I've got a tenant",
]  # fmt: skip
NEED_OF_ANOTHER = [
    "my grandson's ten", "chard, for the grandkids, 3 and 5", "my goddaughter won't eat", "it's for the girl I babysit",
    "I am his godfather", "we look after our grandson, he bites",
]  # fmt: skip
NEED_OF_NOBODY = [
    "Yeovil. shes 6", "11, cheddar", "yr 3 and still cant read", "yoevil mate", "we're between Wells and Shepton",
    "can i get there by half 4", "18 months old",
    "where is the food bank in yeovil", "do you do anything for 16 to 25s", "how do I make a complaint", "im near bruton",
    "baby and toddler sessions for 0-2 in Wells", "free childcare for 3 and 4 year olds", "citizens advice phone number",
]  # fmt: skip


@pytest.mark.parametrize("text", OWN_NEED)
def test_a_writer_who_is_hurt_or_in_need_asks_for_themselves(text: str) -> None:
    assert find_who(text) == "self"


@pytest.mark.parametrize("text", NEED_OF_A_CHILD)
def test_a_child_who_is_spoken_of_is_whom_the_help_is_for(text: str) -> None:
    assert find_who(text) == "child"


@pytest.mark.parametrize("text", NEED_OF_SOMEBODY_HELPED)
def test_somebody_who_helps_by_trade_asks_for_a_client(text: str) -> None:
    assert find_who(text) == "client"


@pytest.mark.parametrize("text", NEED_OF_ANOTHER)
def test_a_grandchild_or_somebody_elses_child_is_another(text: str) -> None:
    assert find_who(text) == "other"


@pytest.mark.parametrize("text", NEED_OF_NOBODY)
def test_a_plain_question_or_an_age_alone_is_for_nobody_in_particular(text: str) -> None:
    assert find_who(text) is None


@pytest.mark.parametrize(("text", "who"), CLEAR)
def test_the_writers_own_trouble_and_the_trouble_of_others_are_told_apart(text: str, who: str | None) -> None:
    assert find_who(text) == who


@pytest.mark.parametrize(("text", "who"), FOR)
def test_whom_a_message_is_about_is_heard(text: str, who: str | None) -> None:
    assert find_who(text) == who
