"""Made-up things for the gallery: one of every kind of block, and the fields of a form."""

from dataclasses import replace
from datetime import date

from wtforms import (
    BooleanField,
    EmailField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)

from learning.content.blocks import (
    Block,
    Case,
    CaseCard,
    CaseNumber,
    Definition,
    Download,
    Fact,
    Figure,
    Media,
    Note,
    Prose,
    Quotation,
    Resource,
)
from learning.search import Document, Finding
from learning.web.gallery_exercises import exercises, saved
from learning.web.gallery_figures import FIGURES

_WORD = "Wohnungsbaugenossenschaftsmitgliederversammlungsprotokoll"
_DRAWING = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 240'%3E"
    "%3Cpath d='M20 200h600M60 200l140-60 130 20 140-110 130 30' fill='none' stroke='gray'"
    " stroke-width='3'/%3E%3C/svg%3E"
)


class AccountForm(Form):
    """A field of every kind."""

    name = StringField("Name", description="As it shall appear on your certificate.")
    email = EmailField("Email")
    password = PasswordField(
        "Password", description="Twelve characters or more; a sentence will do."
    )
    sector = SelectField("Sector", choices=["Health", "Council", "Housing", "University"])
    route = RadioField("How will you take it?", choices=["Alone", "With my team"])
    agree = BooleanField("Ask me in three months what became of my plan")


BLOCKS: tuple[Block, ...] = (
    Prose(
        "<p>A hospital does not move. Nor does a council, and what either does as a matter of"
        f" routine shapes who in the place has <em>work</em>, and who is paid on time. {_WORD}"
        " stays inside its column.</p><h2>What routine does</h2><ul><li>it <b>employs</b>;"
        "</li><li>it <strong>buys</strong>.</li></ul><table><thead><tr><th>Lever</th><th>Who"
        " decides</th></tr></thead><tbody><tr><td>Employment</td><td>Line managers</td></tr>"
        "</tbody></table>"
    ),
    Fact(
        html="<p>A made-up share of <strong>three in ten</strong>, to show how a fact looks.</p>",
        source="Nobody, an invented report",
        year=2026,
        link="/",
        checked=date(2026, 11, 22),
    ),
    Definition(
        id="gallery-anchor", term="Anchor", html="<p>An organisation tied to its place.</p>"
    ),
    Quotation(
        html="<p>It is not an extra project.</p>", who="Nobody", source="Invented", year=2026
    ),
    Figure(src=_DRAWING, alt="A line that rises", caption="A caption.", width=640, height=240),
    Note(title="Before you go on", html="<p>Have last year’s list of suppliers to hand.</p>"),
    Media(medium="audio", src="/", title="Two porters", minutes=3, transcript="<p>Words.</p>"),
    Download(src="/", title="The asset walk, one sheet", format="PDF", bytes=214_000),
    CaseCard(
        Case(
            id="gallery-case",
            title="A garden on the surgery roof",
            place="Nowhere, Britain",
            kind_of_place=("city",),
            levers=("estates", "community"),
            population="Patients who see nobody from one appointment to the next.",
            problem="A flat roof that nobody used.",
            changed="Patients and staff grow food on it.",
            numbers=(
                CaseNumber(
                    text="11 roofs have a garden",
                    year=2026,
                    evidence="self-reported",
                    source="None",
                ),
            ),
            not_shown="Whether anybody’s health changed.",
            try_it="Which roof of yours stands empty?",
        )
    ),
)


_RESOURCE = Resource(
    id="gallery-resource",
    title="The asset walk, a toolkit",
    by="Nobody",
    year=2026,
    form="toolkit",
    levers=("estates", "community"),
    good_for="A first hour together, before anybody opens a spreadsheet.",
    limits=f"It knows nothing of leases. {_WORD}.",
    link="https://www.example.org/walk",
)
_FINDING = Finding(
    Document("Page", "Which roof stands empty?", "#g-library", "Module 5: Buildings", ""),
    (("Which ", False), ("roof", True), (" stands empty?", False)),
    (("… nobody had counted the ", False), ("roofs", True), (f" of {_WORD} …", False)),
)


def samples() -> dict[str, object]:
    """Return what the gallery shows besides what it can make itself."""
    refused = AccountForm(data={"email": "ada at example"})
    refused.email.errors = ["Write an address with an @, such as ada@example.org"]
    refused.route.errors = ["Choose one of the two"]
    refused.agree.errors = ["Tick this or leave the page"]
    return {
        "blocks": BLOCKS,
        "case": next(replace(b.case, id="a-row") for b in BLOCKS if isinstance(b, CaseCard)),
        "resource": _RESOURCE,
        "finding": _FINDING,
        "form": AccountForm(prefix="fresh-", data={"name": "Ada Okonkwo", "route": "Alone"}),
        "refused": refused,
        "exercises": exercises(),
        "figures": FIGURES,
        "kept": [(shown.exercise, shown.entry) for shown in saved()],
    }
