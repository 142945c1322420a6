"""What stands on each kind of card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.cards.card import Card, CardKind, CardSection
from posture_cv.domain.messages import Message, Quantity, Span, message, row_text
from posture_cv.domain.muscles import MuscleState, activity_term, grade_text
from posture_cv.domain.worksheet import position_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge, MuscleLink
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.muscle_tests import LengthTest
    from posture_cv.domain.norms import Norm
    from posture_cv.domain.standing import Standing
    from posture_cv.domain.terms import Argued
    from posture_cv.domain.therapy import EndangermentSite, Entrapment, HomeExercise, Technique, Treatment

Section = tuple[str | Message, "Sequence[Message]"]
"""The heading, or the last part of its id, and the lines."""


def _measure(key: str, knowledge: Knowledge) -> Card:
    row = next(measure for measure in knowledge.measures if measure.name == key)
    norms = [norm for norm in knowledge.norms if norm.measure is row.name]
    judged = [distortion for distortion in knowledge.distortions if distortion.measure is row.name]
    sections: list[Section] = [
        ("definition", [row.definition]),
        ("in_plain_words", [row.plain_meaning]),
        ("higher", [message("card.sentence", text=row.higher_means)]),
        ("typical", [_norm(norm, row) for norm in norms] or [message("card.no_source")]),
        ("reliability", [row.reliability]),
        ("caveat", [row.caveat]),
        ("findings", [message("card.named", name=one.title, text=one.rule) for one in judged]),
        ("conventions", [message("card.named", name=one.title, text=one.convention) for one in judged if one.convention is not None]),
        ("cut_off_evidence", [message("card.named", name=one.title, text=one.evidence) for one in judged]),
    ]
    references = [row.references, *(norm.references for norm in norms), *(one.references for one in judged)]
    names = (key, row.title, row.plain_title)
    return build_card(CardKind.MEASURE, names, sections, references, [one.key for one in judged], knowledge=knowledge)


def _distortion(key: str, knowledge: Knowledge) -> Card:
    row = next(distortion for distortion in knowledge.distortions if distortion.key == key)
    measure = knowledge.measure(row.measure)
    links = [link for link in knowledge.links if link.distortion == key]
    muscles = [(row_text("muscles", link.muscle, "name"), link) for link in links]
    norms = [norm for norm in knowledge.norms if norm.measure is row.measure and norm.position in row.positions]
    patterns = [pattern for pattern in knowledge.patterns if key in pattern.members]
    sections: list[Section] = [
        ("judged_by", [message("card.named", name=measure.title, text=measure.definition)]),
        ("rule", [row.rule]),
        ("typical", [_norm(norm, measure) for norm in norms] or [message("card.no_source")]),
        ("conventions", [] if row.convention is None else [row.convention]),
        ("cut_off_evidence", [row.evidence]),
        *((f"possibly.{state}", _linked(muscles, state)) for state in MuscleState),
        *_for_and_against(links),
        ("caveat", [measure.caveat]),
        ("belongs_to", [pattern.title for pattern in patterns]),
    ]
    references = [row.references, measure.references, *(link.references for link in links)]
    related = [str(row.measure), *(link.muscle for link in links), *(pattern.key for pattern in patterns)]
    return build_card(CardKind.DISTORTION, (key, row.title, row.plain_title), sections, references, related, knowledge=knowledge)


def _pattern(key: str, knowledge: Knowledge) -> Card:
    row = next(pattern for pattern in knowledge.patterns if pattern.key == key)
    rule = message("card.rule", least=row.at_least, all=len(row.members), titles=_distortions(row.required))
    sections: list[Section] = [
        ("must", _distortions(row.required)),
        ("further", _distortions(member for member in row.members if member not in row.required)),
        ("excludes", _distortions(row.excludes)),
        ("when_named", [rule]),
        *_for_and_against([row]),
        ("grade", [_graded(grade_text(row.grades), row.standing)]),
    ]
    return build_card(CardKind.PATTERN, (key, row.title, row.plain_title), sections, [row.references], row.members, knowledge=knowledge)


def _muscle(key: str, knowledge: Knowledge) -> Card:
    row = knowledge.muscle(key)
    links = [link for link in knowledge.links if link.muscle == key]
    distortions = [(row_text("distortions", link.distortion, "title"), link) for link in links]
    tests = [test for test in knowledge.tests if test.muscle == key]
    zone, nerves, sites = knowledge.referral(key), knowledge.entrapments_at(key), knowledge.endangerments_at(key)
    treatments = knowledge.treatments_for(key)
    home = list(dict.fromkeys(one for state in MuscleState for one in knowledge.exercises_for(key, state)))
    techniques = [knowledge.technique(treatment.technique) for treatment in treatments]
    complaints = [row for row in knowledge.conditions if key in knowledge.muscles_with(row.key)]
    sections: list[Section] = [
        ("region", [row.region]),
        ("actions", [message("card.sentence", text=action) for action in row.actions]),
        *((f"possibly_with.{state}", _linked(distortions, state)) for state in MuscleState),
        *_for_and_against(links),
        ("tests", [_test(test) for test in tests]),
        ("complaints", [one.title for one in complaints]),
        ("felt", [message("card.no_source") if zone is None else _graded(zone.zone, zone.standing)]),
        ("nerves", [nerve_line(one) for one in nerves]),
        ("techniques", [_treatment(one, knowledge) for one in treatments] or [message("card.no_technique")]),
        ("caution", [] if row.caution is None else [row.caution]),
        ("keep_out", [_site(one) for one in sites]),
        ("home", [exercise_line(one) for one in home]),
    ]
    references = [row.references, *(test.references for test in tests), *(link.references for link in links)]
    references += [one.references for one in treatments] + [one.references for one in techniques] + [one.references for one in home]
    references += [one.references for one in nerves] + [one.references for one in sites] + ([] if zone is None else [zone.references])
    related = [*(link.distortion for link in links), *(one.key for one in complaints), *(one.key for one in techniques)]
    return build_card(CardKind.MUSCLE, (key, row.name, row.plain_name), sections, references, related, knowledge=knowledge)


def _technique(key: str, knowledge: Knowledge) -> Card:
    row = knowledge.technique(key)
    muscles = list(dict.fromkeys(muscle for one in knowledge.treatments if one.technique == key for muscle in one.muscles))
    names = tuple(knowledge.muscle(muscle).name for muscle in muscles)
    sections: list[Section] = [
        ("how", [row.how]),
        ("in_plain_words", [row.plain_how]),
        ("tool", [row.tool]),
        ("mechanics", [row.mechanics]),
        ("dose", [_graded(row.dose, row.standing)]),
        ("stop_with", [row.stop_when]),
        *_for_and_against([row]),
        ("grade", [message("text.series", parts=(grade_text(row.grades),))]),
        ("suits", [message("text.series", parts=names)]),
    ]
    return build_card(CardKind.TECHNIQUE, (key, row.title, row.plain_title), sections, [row.references], muscles, knowledge=knowledge)


CONTENTS: dict[CardKind, Callable[[str, Knowledge], Card]] = {
    CardKind.MEASURE: _measure,
    CardKind.DISTORTION: _distortion,
    CardKind.PATTERN: _pattern,
    CardKind.MUSCLE: _muscle,
    CardKind.TECHNIQUE: _technique,
}
"""Builder of each kind but those that have a file of their own; takes the key and the tables."""


def build_card(
    kind: CardKind,
    names: tuple[str, Message, Message],
    sections: Iterable[Section],
    references: Iterable[Iterable[str]],
    related: Iterable[str],
    *,
    knowledge: Knowledge,
) -> Card:
    """A card of its kind; names are its key, title and plain title, sections without lines are left out."""
    key, title, plain_title = names
    cited = {one for group in references for one in group}
    return Card(
        kind=kind,
        key=key,
        title=title,
        plain_title=plain_title,
        sections=tuple(CardSection(title=_heading(heading), lines=tuple(lines)) for heading, lines in sections if lines),
        sources=tuple(reference for reference in knowledge.references if reference.key in cited),
        related=tuple(dict.fromkeys(one for one in related if one != key)),
    )


def _heading(heading: str | Message) -> Message:
    return message(f"card.title.{heading}") if isinstance(heading, str) else heading


def standing_term(standing: Standing) -> Message:
    """How sure the tables are of a figure, ``"read in its source"``."""
    return message(f"standing.{standing}")


def _graded(text: Message | str, standing: Standing) -> Message:
    return message("card.standing", text=text, standing=standing_term(standing))


def _norm(norm: Norm, measure: MeasureDefinition) -> Message:
    limits = Span(lower=norm.lower, upper=norm.upper, decimals=1, unit=measure.unit)
    who = message(f"card.position.{norm.position}")
    if norm.group is not None:
        who = message("card.position.group", position=who, group=norm.group)
    if norm.mean is None or norm.sd is None:
        return message("card.norm.convention", who=who, limits=limits, basis=norm.basis, standing=standing_term(norm.standing))
    mean, sd = (Quantity(value=figure, decimals=1, unit=measure.unit) for figure in (norm.mean, norm.sd))
    return message("card.norm", who=who, limits=limits, mean=mean, sd=sd, basis=norm.basis, standing=standing_term(norm.standing))


def _distortions(keys: Iterable[str]) -> tuple[Message, ...]:
    return tuple(row_text("distortions", key, "title") for key in keys)


def _linked(links: Iterable[tuple[Message, MuscleLink]], state: MuscleState) -> list[Message]:
    """Names at the links' other end, with the grade of each."""
    return [_with_activity(name, link) for name, link in links if link.state is state]


def _with_activity(name: Message, link: MuscleLink) -> Message:
    graded = message("card.graded", name=name, grades=grade_text(link.grades))
    return graded if link.activity is None else message("state.and_activity", state=graded, activity=activity_term(link.activity))


def _for_and_against(rows: Sequence[Argued]) -> list[Section]:
    return [
        ("evidence_for", [message("text.capital", text=row.evidence_for) for row in rows]),
        ("evidence_against", [message("text.capital", text=row.evidence_against) for row in rows]),
    ]


def _test(test: LengthTest) -> Message:
    return message(
        f"card.test.{test.state}",
        title=test.title,
        position=position_term(test.position),
        how=test.how,
        normal=test.normal,
        reliability=test.reliability_told,
        standing=standing_term(test.standing),
    )


def nerve_line(site: Entrapment) -> Message:
    """A nerve, where it may be pressed on, and what that feels like."""
    return message("card.nerve", nerve=site.nerve, site=site.site, feels_like=site.feels_like, standing=standing_term(site.standing))


def _treatment(row: Treatment, knowledge: Knowledge) -> Message:
    technique = knowledge.technique(row.technique)
    return message("card.treatment", title=technique.title, grades=grade_text(technique.grades), dose=_dose(technique, row), note=row.note)


def _dose(technique: Technique, row: Treatment) -> Message:
    if row.hold_upper_s is None:
        return technique.dose
    return message("card.dose_limited", dose=technique.dose, seconds=row.hold_upper_s)


def _site(site: EndangermentSite) -> Message:
    return message("card.site", title=site.title, holds=site.holds, warning=site.warning)


def exercise_line(row: HomeExercise) -> Message:
    """An exercise with its dose and its caution."""
    kind = message(f"exercise.{row.kind}")
    return message("card.exercise", title=row.title, kind=kind, dose=row.dose, how=row.how, caution=row.caution)
