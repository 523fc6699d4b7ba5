"""The way from files to a programme: first what pages are made with, then the pages."""

from learning.content.cache import Loaded
from learning.content.folder import Folder
from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place
from learning.content.programme import Programme, Rating
from learning.content.reading.checking import check_fields
from learning.content.reading.edition_notes import check_notes, edition_notes
from learning.content.reading.identities import claims
from learning.content.reading.library import read_item
from learning.content.reading.materials import Materials
from learning.content.reading.modules import ModuleDraft, read_module
from learning.content.reading.pictures import measure
from learning.content.reading.quizzes import RESERVED_PROMPTS, Ratings, read_quiz
from learning.content.reading.scripts import ENDING, read_scripts
from learning.content.reading.source import read_text
from learning.content.reading.term_links import link_terms
from learning.content.reading.whole import check_whole
from learning.content.reading.written import ProgrammeFields
from learning.content.reading.yaml_source import Written, read_yaml

PROGRAMME = "modules/programme.yaml"


def read_programme(folder: Folder, fingerprint: str, findings: Findings) -> Loaded | None:
    """Return what stands in ``folder``; None if there is any mistake. Every one is noted."""
    materials = Materials(findings, folder.attachments, measure(folder.attachments, findings))
    written, fields = _read_fields(folder, findings)
    ratings = _ratings(written, fields)
    for path, content in folder.within("quizzes").items():
        read_quiz(path, content, ratings, materials)
    for path, content in folder.within("modules/cases").items():
        read_item(path, content, materials)
    drafts = [
        read_module(path, content, materials)
        for path, content in folder.within("modules", ".md").items()
    ]
    read_scripts(folder.within("modules", ENDING), drafts, materials)
    order = claims(written, ("modules",))
    materials.module_ids.retired.extend(claims(written, ("retired",)))
    check_whole(order, claims(written, ("any_order",)), drafts, materials)
    released = check_notes(written, drafts, materials)
    if findings.mistakes or not fields or ratings is None:
        return None
    programme = _programme(fields, fingerprint, ratings, drafts, materials)
    return Loaded(programme=programme, dated=tuple(materials.dated), released=released)


def _read_fields(
    folder: Folder, findings: Findings
) -> tuple[Written | None, ProgrammeFields | None]:
    if (content := folder.texts.get(PROGRAMME)) is None:
        findings.add(Kind.NO_FILE, Place(PROGRAMME))
        return None, None
    file = read_text(PROGRAMME, content, findings)
    written = read_yaml(file, findings)
    if written is None or not file.text.strip():
        return None, None
    fields = check_fields(ProgrammeFields, written, findings)
    for rating, found in fields.ratings.items() if fields else ():
        for name in found.statements.keys() & {*RESERVED_PROMPTS}:
            place = written.key(("ratings", rating, "statements", name))
            findings.add(Kind.RESERVED_ID, place, id=name)
    return written, fields


def _ratings(written: Written | None, fields: ProgrammeFields | None) -> Ratings | None:
    """Return the ratings by id; where there are mistakes, only that they exist.

    None if ``programme.yaml`` cannot be read at all.
    """
    if written is None:
        return None
    if fields:
        return {
            name: Rating(
                id=name,
                low=rating.low,
                high=rating.high,
                statements=tuple(rating.statements.items()),
            )
            for name, rating in fields.ratings.items()
        }
    found = written.value.get("ratings") if isinstance(written.value, dict) else None
    return dict.fromkeys(found) if isinstance(found, dict) else {}


def _programme(
    fields: ProgrammeFields,
    fingerprint: str,
    ratings: Ratings,
    drafts: list[ModuleDraft],
    materials: Materials,
) -> Programme:
    by_id = {draft.id: draft for draft in drafts}
    numbered = (
        by_id[name].module(number, materials.scripts.get(name))
        for number, name in enumerate(fields.modules, start=1)
    )
    return Programme(
        id=fields.id,
        title=fields.title,
        summary=fields.summary,
        provider=fields.provider,
        language=fields.language,
        edition=fields.edition,
        editions=edition_notes(fields.editions),
        statement=fields.statement,
        modules=link_terms(tuple(module for module in numbered if module)),
        any_order=tuple(fields.any_order),
        ratings=tuple(rating for rating in ratings.values() if rating),
        cases=tuple(case for case in materials.cases.values() if case),
        resources=tuple(resource for resource in materials.resources.values() if resource),
        retired=tuple(fields.retired),
        retired_exercises=tuple(claim.id for claim in materials.exercise_ids.retired),
        fingerprint=fingerprint,
    )
