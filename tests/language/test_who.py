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


@pytest.mark.parametrize(("text", "who"), CLEAR)
def test_the_writers_own_trouble_and_the_trouble_of_others_are_told_apart(text: str, who: str | None) -> None:
    assert find_who(text) == who


@pytest.mark.parametrize(("text", "who"), FOR)
def test_whom_a_message_is_about_is_heard(text: str, who: str | None) -> None:
    assert find_who(text) == who
