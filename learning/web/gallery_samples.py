"""Made-up things for the gallery: one of every kind of block, and exercises in every state."""

from dataclasses import dataclass, replace
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

from learning import clock
from learning.content import Check, Choice, Exercise, Measure, Prompt, Reflection, Scale
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
)
from learning.journal import EntryView
from learning.web.exercise_form import ExerciseForm, form_for

_WORD = "Wohnungsbaugenossenschaftsmitgliederversammlungsprotokoll"
_DRAWING = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 240'%3E"
    "%3Cpath d='M20 200h600M60 200l140-60 130 20 140-110 130 30' fill='none' stroke='gray'"
    " stroke-width='3'/%3E%3C/svg%3E"
)


@dataclass(frozen=True)
class Shown:
    """An exercise in one state."""

    state: str
    exercise: Exercise
    form: ExerciseForm | None
    entry: EntryView | None = None
    other: EntryView | None = None


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

_REFLECTION = Reflection(
    id="gallery-reflection",
    title="One street, one person",
    minutes=8,
    why="Whoever begins with a real place writes a plan that survives its first month.",
    prompts=(
        Prompt(id="what", text="What happened?", hint="No names.", words=(80, 200)),
        Prompt(id="now", text="Now what?", why="Plans need a first step.", required=False),
    ),
)
_SCALE = Scale(
    id="gallery-scale",
    title="Where are you now?",
    minutes=4,
    rating="confidence",
    measure=Measure.THEN,
    low="Not at all",
    high="Completely",
    prompts=(Prompt(id="explain", text="I can explain what an anchor is."),),
)
_CHECK = Check(
    id="gallery-check",
    title="Is it an anchor activity?",
    minutes=2,
    prompts=(
        Prompt(
            id="car-park",
            text="A surgery lends its car park to gardeners.",
            choices=(
                Choice("yes", "Yes, it uses what it owns.", True, "It cost <em>only a key</em>."),
                Choice("no", "No, it is a kindness.", False, "Somebody decided it."),
            ),
        ),
    ),
)


def _renamed(exercise: Exercise, suffix: str) -> Exercise:
    title = f"{exercise.title} ({suffix})"
    return replace(exercise, id=f"{exercise.id}-{suffix}", title=title)


def _shown(exercise: Exercise, state: str, answers: dict[str, object] | None) -> Shown:
    exercise = _renamed(exercise, state.split(",")[0].replace(" ", "-"))
    entry = _entry(exercise, answers) if answers else None
    return Shown(state, exercise, form_for(exercise, entry), entry)


def _entry(exercise: Exercise, answers: dict[str, object]) -> EntryView:
    now = clock.now()
    return EntryView(
        id=1,
        exercise_id=exercise.id,
        version=1,
        title=exercise.title,
        answers=answers,
        wording={},
        firsts={},
        edition="0",
        sitting_at=now,
        saved_at=now,
        has_aside=False,
    )


def _refused(exercise: Exercise, prompt_id: str, message: str) -> Shown:
    shown = _shown(exercise, "refused", None)
    assert shown.form is not None  # noqa: S101 - `_shown` always makes one
    shown.form[prompt_id].errors = [message]
    return shown


def _differing() -> Shown:
    shown = _shown(_REFLECTION, "two windows", {"what": "What this window held."})
    other = _entry(shown.exercise, {"what": "What the other window saved first."})
    return Shown(shown.state, shown.exercise, shown.form, shown.entry, other)


def samples() -> dict[str, object]:
    """Return what the gallery shows besides what it can make itself."""
    refused = AccountForm(data={"email": "ada at example"})
    refused.email.errors = ["Write an address with an @, such as ada@example.org"]
    refused.route.errors = ["Choose one of the two"]
    refused.agree.errors = ["Tick this or leave the page"]
    return {
        "blocks": BLOCKS,
        "form": AccountForm(prefix="fresh-", data={"name": "Ada Okonkwo", "route": "Alone"}),
        "refused": refused,
        "exercises": (
            Shown("guest, words", _renamed(_REFLECTION, "guest"), None),
            Shown("guest, choices", _renamed(_CHECK, "guest"), None),
            _shown(_REFLECTION, "empty", None),
            _shown(
                _REFLECTION, "saved", {"what": "The gate was locked again.\n\nNobody knew why."}
            ),
            _refused(_REFLECTION, "what", "Shorten this to 10,000 characters"),
            _differing(),
            _shown(_SCALE, "saved", {"explain": 7}),
            _refused(_SCALE, "explain", "Choose a number from 0 to 10"),
            _shown(_CHECK, "right", {"car-park": "yes"}),
            _shown(_CHECK, "not yet", {"car-park": "no"}),
            _refused(_CHECK, "car-park", "Choose one of the answers shown here"),
        ),
    }
