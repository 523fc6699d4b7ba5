"""One made-up exercise of every kind, for the gallery."""

from learning.content import (
    ACTION_COLUMNS,
    Actions,
    Check,
    Choice,
    Column,
    Dimension,
    Grid,
    Item,
    Level,
    Measure,
    Plan,
    Prompt,
    Question,
    Rank,
    Reflection,
    Rows,
    Scale,
    Sort,
    Statement,
    Table,
)

REFLECTION = Reflection(
    id="gallery-reflection",
    title="One street, one person",
    minutes=8,
    why="Whoever begins with a real place writes a plan that survives its first month.",
    prompts=(
        Prompt(id="what", text="What happened?", hint="No names.", words=(80, 200)),
        Prompt(id="now", text="Now what?", why="Plans need a first step.", required=False),
    ),
)
SCALE = Scale(
    id="gallery-scale",
    title="Where are you now?",
    minutes=4,
    rating="confidence",
    measure=Measure.THEN,
    low="Not at all",
    high="Completely",
    prompts=(Statement(id="explain", text="I can explain what an anchor is."),),
)
CHECK = Check(
    id="gallery-check",
    title="Is it an anchor activity?",
    minutes=2,
    prompts=(
        Question(
            id="car-park",
            text="A surgery lends its car park to gardeners.",
            choices=(
                Choice("yes", "Yes, it uses what it owns.", True, "It cost <em>only a key</em>."),
                Choice("no", "No, it is a kindness.", False, "Somebody decided it."),
            ),
        ),
    ),
)


def _item(name: str, text: str, group: str, feedback: str) -> Question:
    groups = {"input": "Input", "output": "Output", "outcome": "Outcome"}
    choices = (Choice(key, title, key == group, feedback) for key, title in groups.items())
    return Question(id=name, text=text, choices=tuple(choices))


SORT = Sort(
    id="gallery-sort",
    title="Input, output or outcome?",
    minutes=6,
    prompts=(
        _item("leaflets", "We printed 2,000 leaflets.", "output", "It is <em>what was done</em>."),
        _item("moved-in", "Nine families moved in.", "outcome", "A life is different."),
    ),
)
RANK = Rank(
    id="gallery-rank",
    title="Which two first?",
    minutes=6,
    places=2,
    prompts=(
        Item(id="jobs", text="Jobs and careers", hint="Who gets in, who gets on.", places=2),
        Item(id="buying", text="What we buy", places=2),
        Item(id="land", text="Buildings, land and energy", places=2),
        Prompt(id="because", text="Why these two?", words=(40, 100)),
    ),
)


def _dimension(name: str, text: str, hint: str | None = None) -> Dimension:
    levels = (
        Level("starting", "Starting", "We do as we always have."),
        Level("trying", "Trying", "One team has changed something. It would stop without them."),
        Level("usual", "Usual", "It is how things are done here."),
        Level("leading", "Leading", "Neighbours help to shape what comes next."),
    )
    return Dimension(id=name, text=text, hint=hint, levels=levels, evidence="What shows it?")


GRID = Grid(
    id="gallery-grid",
    title="Where do we stand?",
    minutes=12,
    prompts=(
        _dimension("employer", "As an employer", "Who gets in, and who gets on."),
        _dimension("buyer", "As a buyer"),
        _dimension("neighbour", "As a neighbour and partner in the towns around us"),
    ),
)
TABLE = Table(
    id="gallery-table",
    title="What we hold",
    minutes=12,
    prompts=(
        Rows(
            id="rows",
            text="What we hold",
            shown=2,
            most=3,
            columns=(
                Column("asset", "What it is", "For example the kitchen after two o’clock."),
                Column("size", "How big", "A number, a range, or “ask accounts”."),
                Column("decides", "Who decides"),
                Column("power", "Our say in it", choices=("Low", "Middle", "High")),
            ),
        ),
        Prompt(id="surprise", text="Which row surprised you?", required=False),
    ),
)
PLAN = Plan(
    id="gallery-plan",
    title="My plan",
    minutes=15,
    prompts=(Actions(id="actions", text="My plan", columns=ACTION_COLUMNS, shown=1, most=5),),
)
