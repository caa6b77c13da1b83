"""The plan as a PDF: tagged, whole, with nothing hidden and nobody in its properties."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from earlyhelp.plans import PlanOffice
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.printing.charts import outcome_chart, scale_chart
from earlyhelp.plans.printing.filling import lay_out
from earlyhelp.plans.printing.lettering import in_known_letters, known_letters
from earlyhelp.plans.printing.pdf import as_pdf
from earlyhelp.plans.printing.sheet import Heading
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.printing.conftest import EMPTY, full, places, scored

SECTIONS = [
    "Who is in the plan",
    "What needs to change",
    "What each of us wants",
    "What we want to be different",
    "What is good already",
    "What we will do",
    "What matters most",
    "Who leads the plan",
    "When we look again",
]
NASTY = [
    "# Mum",
    "*Mum* _and_ $x^2$ \\ \\n",
    '"Mum" and `me` #panic("no") @here <there>',
    "// gone? /* gone? */ = no title - no list",
    "]}) #let x = 1 [",
    "😢🙁😐🙂😀 🎉 👍🏽 👨‍👩‍👧 ❤️ 🇬🇧",
    "مرحبا بكم (3) again",
    "‏שלום‏ עולם!",
    "\u202eever so hidden",
    "\u0338 laid over what comes before",
    "w" * 1000,
    "word " * 200,
    "中文和বাংলা",
    "a\nb\r\n\tc\x00\u200b\ufeff",
]


def made(plan: PlanDocument, office: PlanOffice) -> PdfReader:
    return PdfReader(BytesIO(as_pdf(plan, office, MONDAY)))


def squeezed(words: str) -> str:
    """Words without their spaces, for a line may end anywhere."""
    return "".join(words.replace("\u200b", "").split())


def text_of(file: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in file.pages))


def tags_of(file: PdfReader) -> list[DictionaryObject]:
    """Every tag, in reading order."""

    def walk(node: object) -> list[DictionaryObject]:
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, list):
            return [tag for each in node for tag in walk(each)]
        if not isinstance(node, DictionaryObject):
            return []
        return ([node] if "/S" in node else []) + walk(node.get("/K"))

    return walk(file.root_object["/StructTreeRoot"])


def test_it_is_tagged_and_has_a_title_and_a_language(plan_office: PlanOffice) -> None:
    file = made(full(), plan_office)
    assert file.root_object["/MarkInfo"]["/Marked"]
    assert file.root_object["/Lang"] == "en-GB"
    assert file.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata is not None and file.metadata.title == "Our family plan ROSE-4821"
    assert "pdfuaid" in file.root_object["/Metadata"].get_object().get_data().decode()
    tags = [str(each["/S"]) for each in tags_of(file)]
    assert tags.count("/H1") == len(SECTIONS) and {"/H2", "/H3", "/P", "/TH", "/TD"} <= set(tags)


def test_its_charts_are_said_in_words(plan_office: PlanOffice) -> None:
    figures = [each for each in tags_of(made(full(), plan_office)) if each["/S"] == "/Figure"]
    charts = [scale_chart(full().goals, plan_office), outcome_chart(full().outcomes, plan_office)]
    assert [each["/Alt"] for each in figures] == [each.description for each in charts if each]


@pytest.mark.parametrize("plan", [EMPTY, full()], ids=["empty", "full"])
def test_it_has_the_sections_of_appendix_b_in_their_order(
    plan: PlanDocument, plan_office: PlanOffice
) -> None:
    words = text_of(made(plan, plan_office))
    found = [words.index(squeezed(section)) for section in SECTIONS]
    assert found == sorted(found)
    sheet = lay_out(plan, plan_office, MONDAY)
    assert [each.words for each in sheet.blocks if isinstance(each, Heading) and each.level == 1] == SECTIONS


def test_it_holds_what_everybody_said(plan_office: PlanOffice) -> None:
    words = text_of(made(full(), plan_office))
    for said in (
        "We all eat tea at the table and nobody shouts.",
        "Son, 14",
        "Early help assessment, 3 October",
        "We want fewer rows in the morning.",
        "Mornings are hard since the move.",
        "4 on 23 November 2026, 5 to 6 on 21 December 2026, 7 on 18 January 2027",
        "We live near Nan.",
        "Done: Phones in the basket at five.",
        "Ring the school and ask for a talk.",
        "The bus is what could get in the way.",
        "020 7946 0000",
        "Jory was at school on nine days of ten.",
        "4 January 2027",
    ):
        assert squeezed(said) in words


def test_it_holds_nothing_that_nobody_sees(plan_office: PlanOffice) -> None:
    file = made(full(), plan_office)
    words = text_of(file)
    assert not any(
        key in words for key in ("action-key", "agency-key", "service-id-77", "family_functioning")
    )
    assert not file.attachments and not any("/Annots" in page for page in file.pages)


def test_its_properties_name_nobody(plan_office: PlanOffice) -> None:
    file = made(full(), plan_office)
    properties = str(file.metadata) + file.root_object["/Metadata"].get_object().get_data().decode()
    assert "Open Door" in properties
    assert not any(name in properties for name in ("Morwenna", "Jory", "Nan", "Ashdown", "Hill Schools"))


@pytest.mark.parametrize(
    "plan", [EMPTY, full(), full("word " * 200), scored(*((f"M{n}", places(*[4] * 20)) for n in range(9)))]
)
def test_no_page_is_blank(plan: PlanDocument, plan_office: PlanOffice) -> None:
    with pypdfium2.PdfDocument(as_pdf(plan, plan_office, MONDAY)) as file:
        for page in file:
            assert (round(page.get_width()), round(page.get_height())) == (595, 842)
            seen = page.render(scale=0.5, grayscale=True).to_numpy()
            above_the_footer = seen[: int(seen.shape[0] * 0.92)]
            assert (above_the_footer < 200).mean() > 0.002
            page.close()


@pytest.mark.parametrize("words", NASTY)
def test_what_somebody_typed_is_never_markup(words: str, plan_office: PlanOffice) -> None:
    file = made(full(words), plan_office)
    text = text_of(file)
    for section in SECTIONS:
        assert squeezed(section) in text
    if words.isascii() and words.isprintable():
        assert squeezed(words) in text


def test_letters_that_cannot_be_printed_are_owned_up_to(plan_office: PlanOffice) -> None:
    owned = squeezed(plan_office.wording.say("paper_missing"))
    assert owned in text_of(made(full("中文"), plan_office))
    assert owned not in text_of(made(full("🎉"), plan_office))


def test_a_plan_that_ended_says_so(plan_office: PlanOffice) -> None:
    words = text_of(made(full(closed_at=MONDAY + timedelta(days=1)), plan_office))
    assert squeezed("We ended this plan on 24 November 2026.") in words


def test_letters_that_no_pdf_ua_can_hold_side_by_side_are_printed_and_tagged_all_the_same(
    plan_office: PlanOffice,
) -> None:
    file = made(full("\u066e\u05b0\u0679"), plan_office)
    assert file.root_object["/MarkInfo"]["/Marked"] and squeezed(SECTIONS[-1]) in text_of(file)


@pytest.mark.parametrize("words", ["مَرْحَبًا بِكُمْ", "خوش آمدید، آپ کیسے ہیں؟", "שָׁלוֹם", "Chào mừng các bạn"])
def test_words_of_our_neighbours_are_pdf_ua(words: str, plan_office: PlanOffice) -> None:
    file = made(full(words), plan_office)
    assert "pdfuaid" in file.root_object["/Metadata"].get_object().get_data().decode()


def test_every_letter_of_the_font_can_be_printed(plan_office: PlanOffice) -> None:
    letters = [chr(point) for point in sorted(known_letters())]
    assert made(full(summary=" ".join(letters), people=[], family_view="".join(letters)), plan_office).pages


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_whatever_is_typed_it_can_be_printed(plan_office: PlanOffice, words: str) -> None:
    file = made(full(words), plan_office)
    printed = in_known_letters(words)
    if printed.isascii() and printed.strip():
        assert squeezed(printed) in text_of(file)
