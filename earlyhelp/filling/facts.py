"""What the conversation told before a request that the request can use."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Facts:
    """What the conversation told before, or tells in an answer. Empty means not told.

    `ages` are those of whom the help is for: from and to, or where `each` is true of each child; `who` is
    self, child, family or other. `own` is the age of the person who writes, as they told it themselves: the
    age of nobody else is ever taken for it. `school` is one of those that a contact works with; `name` is
    what the person wished to be called in the talk about their plan.
    """

    needs: tuple[str, ...] = ()
    story: str = ""
    place: str = ""
    postcode: str = ""
    district: str = ""
    ages: tuple[float, ...] = ()
    each: bool = False
    own: tuple[float, ...] = ()
    who: str = ""
    school: str = ""
    name: str = ""

    @property
    def told_anything(self) -> bool:
        """Whether there is something to offer."""
        told = (
            self.needs,
            self.story,
            self.place,
            self.postcode,
            self.ages,
            self.who,
            self.school,
            self.name,
        )
        return any(told)

    def without(self, question: str) -> Facts:
        """The same without what answers this question."""
        if question == "about":
            return replace(self, needs=(), story="")
        if question == "place":
            return replace(self, place="", postcode="", district="")
        if question == "age":
            return replace(self, ages=(), each=False)
        if question == "under_18":
            return replace(self, own=())
        if question in {"school", "name"}:
            return replace(self, school="") if question == "school" else replace(self, name="")
        return replace(self, who="") if question == "who" else self

    def answers(self, question: str) -> bool:
        """Whether this question need not be asked."""
        return self != self.without(question)
