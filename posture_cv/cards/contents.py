"""What stands on each kind of card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.cards.card import Card, CardKind, CardSection
from posture_cv.codecs.wording import grade_words, position_words, unit_words
from posture_cv.domain.knowledge import Direction
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from posture_cv.domain.knowledge import Distortion, Knowledge, LengthTest, MuscleLink, Norm
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.therapy import Treatment

_NOT_FOUND = "No source found."
_STANDINGS = {
    Standing.CONFIRMED: "read in its source",
    Standing.REMEMBERED: "remembered, to be verified",
    Standing.COMPUTED: "computed from sourced figures",
    Standing.CONVENTION: "convention, not validated",
}
_STATES = ((MuscleState.LIKELY_SHORTENED, "Possibly shortened"), (MuscleState.LIKELY_LENGTHENED, "Possibly lengthened"))


def _measure(key: str, knowledge: Knowledge) -> Card:
    row = next(measure for measure in knowledge.measures if measure.name == key)
    norms = [norm for norm in knowledge.norms if norm.measure is row.name]
    judged = [distortion for distortion in knowledge.distortions if distortion.measure is row.name]
    sections = [
        ("Definition", [row.definition]),
        ("In plain words", [row.plain_meaning]),
        ("A higher number means", [f"{row.higher_means[0].upper()}{row.higher_means[1:]}."]),
        ("Typical range", [_norm(norm, row) for norm in norms] or [_NOT_FOUND]),
        ("Reliability", [row.reliability]),
        ("Know before use", [row.caveat]),
        ("Findings judged by it", [_cut(distortion, row) for distortion in judged]),
        ("Evidence for the cut-offs", [f"{one.title}: {one.evidence}" for one in judged]),
    ]
    references = [row.references, *(norm.references for norm in norms), *(one.references for one in judged)]
    return _card(
        CardKind.MEASURE, (key, row.title, row.plain_title), sections, references, [one.key for one in judged], knowledge=knowledge
    )


def _distortion(key: str, knowledge: Knowledge) -> Card:
    row = next(distortion for distortion in knowledge.distortions if distortion.key == key)
    measure = knowledge.measure(row.measure)
    links = [link for link in knowledge.links if link.distortion == key]
    norms = [norm for norm in knowledge.norms if norm.measure is row.measure and norm.position in row.positions]
    patterns = [pattern for pattern in knowledge.patterns if key in pattern.members]
    sections = [
        ("Judged by", [f"{measure.title}: {measure.definition}"]),
        ("Cut-offs", [_cut(row, measure)]),
        ("Typical range", [_norm(norm, measure) for norm in norms] or [_NOT_FOUND]),
        ("Evidence for the cut-offs", [row.evidence]),
        *((words, _linked(links, state, knowledge)) for state, words in _STATES),
        *_for_and_against(link.evidence for link in links),
        ("Know before use", [measure.caveat]),
        ("Belongs to", [pattern.title for pattern in patterns]),
    ]
    references = [row.references, measure.references, *(link.references for link in links)]
    related = [str(row.measure), *(link.muscle for link in links), *(pattern.key for pattern in patterns)]
    return _card(CardKind.DISTORTION, (key, row.title, row.plain_title), sections, references, related, knowledge=knowledge)


def _pattern(key: str, knowledge: Knowledge) -> Card:
    row = next(pattern for pattern in knowledge.patterns if pattern.key == key)
    names = {one.key: one.title for one in knowledge.distortions}
    further = [names[member] for member in row.members if member not in row.required]
    rule = f"At least {row.at_least} of {len(row.members)}, with {' and '.join(names[one] for one in row.required)} among them."
    sections = [
        ("Findings that must be there", [names[one] for one in row.required]),
        ("Findings that go with them", further),
        ("Findings that speak against it", [names[one] for one in row.excludes]),
        ("When it is named", [f"{rule} The findings' probabilities are multiplied as if independent; one not assessed counts as absent."]),
        *_for_and_against([row.evidence]),
        ("Evidence grade", [f"{grade_words(row.grades)} ({_STANDINGS[row.standing]})"]),
    ]
    return _card(CardKind.PATTERN, (key, row.title, row.plain_title), sections, [row.references], row.members, knowledge=knowledge)


def _muscle(key: str, knowledge: Knowledge) -> Card:
    row = knowledge.muscle(key)
    links = [link for link in knowledge.links if link.muscle == key]
    tests = [test for test in knowledge.tests if test.muscle == key]
    zone, nerves, sites = knowledge.referral(key), knowledge.entrapments_at(key), knowledge.endangerments_at(key)
    treatments = knowledge.treatments_for(key)
    home = list(dict.fromkeys(one for state, _ in _STATES for one in knowledge.exercises_for(key, state)))
    techniques = [knowledge.technique(treatment.technique) for treatment in treatments]
    sections = [
        ("Region", [row.region]),
        ("What it does", [f"{action[0].upper()}{action[1:]}." for action in row.actions]),
        *((f"{words} with", _from_distortions(links, state, knowledge)) for state, words in _STATES),
        *_for_and_against(link.evidence for link in links),
        ("Tests", [_test(test) for test in tests]),
        ("Where it may be felt", [_NOT_FOUND if zone is None else f"{zone.zone} ({_STANDINGS[zone.standing]})"]),
        ("Nerves nearby", [f"{one.nerve}, {one.site}. {one.feels_like} ({_STANDINGS[one.standing]})" for one in nerves]),
        ("Techniques to consider", [_treatment(one, knowledge) for one in treatments] or ["None in our sources: test and train."]),
        ("Caution", [row.caution] if row.caution else []),
        ("Keep out of", [f"{one.title} ({one.holds}): {one.warning}" for one in sites]),
        ("At home", [f"{one.title} ({one.kind}): {one.dose}. {one.how} {one.caution}" for one in home]),
    ]
    references = [row.references, *(test.references for test in tests), *(link.references for link in links)]
    references += [one.references for one in treatments] + [one.references for one in techniques] + [one.references for one in home]
    references += [one.references for one in nerves] + [one.references for one in sites] + ([] if zone is None else [zone.references])
    related = [*(link.distortion for link in links), *(one.key for one in techniques)]
    return _card(CardKind.MUSCLE, (key, row.name, row.plain_name), sections, references, related, knowledge=knowledge)


def _technique(key: str, knowledge: Knowledge) -> Card:
    row = knowledge.technique(key)
    muscles = list(dict.fromkeys(muscle for one in knowledge.treatments if one.technique == key for muscle in one.muscles))
    sections = [
        ("How", [row.how]),
        ("In plain words", [row.plain_how]),
        ("Dose", [f"{row.dose} ({_STANDINGS[row.standing]})"]),
        ("Stop with", [row.stop_when]),
        *_for_and_against([row.evidence]),
        ("Evidence grade", [grade_words(row.grades)]),
        ("Suits", [", ".join(knowledge.muscle(muscle).name for muscle in muscles)]),
    ]
    return _card(CardKind.TECHNIQUE, (key, row.title, row.plain_title), sections, [row.references], muscles, knowledge=knowledge)


CONTENTS: dict[CardKind, Callable[[str, Knowledge], Card]] = {
    CardKind.MEASURE: _measure,
    CardKind.DISTORTION: _distortion,
    CardKind.PATTERN: _pattern,
    CardKind.MUSCLE: _muscle,
    CardKind.TECHNIQUE: _technique,
}
"""Builder of each kind; takes the key and the tables."""


def _card(
    kind: CardKind,
    names: tuple[str, str, str],
    sections: Iterable[tuple[str, Sequence[str]]],
    references: Iterable[Iterable[str]],
    related: Iterable[str],
    *,
    knowledge: Knowledge,
) -> Card:
    key, title, plain_title = names
    cited = {one for group in references for one in group}
    return Card(
        kind=kind,
        key=key,
        title=title,
        plain_title=plain_title,
        sections=tuple(CardSection(title=heading, lines=tuple(dict.fromkeys(lines))) for heading, lines in sections if lines),
        sources=tuple(reference for reference in knowledge.references if reference.key in cited),
        related=tuple(dict.fromkeys(one for one in related if one != key)),
    )


def _norm(norm: Norm, measure: MeasureDefinition) -> str:
    limits = f"{norm.lower:g} to {norm.upper:g}{unit_words(measure.unit)}"
    who = f"{norm.position.value.capitalize()}{f', {norm.group}' if norm.group else ''}"
    return f"{who}: {limits}. {norm.basis} ({_STANDINGS[norm.standing]})"


def _cut(row: Distortion, measure: MeasureDefinition) -> str:
    unit = unit_words(measure.unit)
    word = "above" if row.direction is Direction.ABOVE else "below"
    either = " to either side" if row.absolute else ""
    cuts = f"{word} {row.mild_beyond:g}{unit}{either}, marked {word} {row.marked_beyond:g}{unit}, grey zone ± {row.grey_zone:g}{unit}"
    return f"{row.title}: {cuts} ({_STANDINGS[row.standing]})"


def _linked(links: Iterable[MuscleLink], state: MuscleState, knowledge: Knowledge) -> list[str]:
    return [f"{knowledge.muscle(link.muscle).name} (grade {grade_words(link.grades)})" for link in links if link.state is state]


def _from_distortions(links: Iterable[MuscleLink], state: MuscleState, knowledge: Knowledge) -> list[str]:
    titles = {row.key: row.title for row in knowledge.distortions}
    return [f"{titles[link.distortion]} (grade {grade_words(link.grades)})" for link in links if link.state is state]


def _for_and_against(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    pairs = [text.removeprefix("For: ").partition(" Against: ") for text in texts]
    speaking_for = [text[0].upper() + text[1:] for text, _, _ in pairs if text]
    against = [text[0].upper() + text[1:] for _, _, text in pairs if text]
    return [("Evidence for", speaking_for), ("Evidence against", against)]


def _test(test: LengthTest) -> str:
    state = "shortened" if test.state is MuscleState.LIKELY_SHORTENED else "lengthened"
    where = position_words(test.position).lower()
    return f"If {state}: {test.title}, {where}. {test.how} Normal: {test.normal} {test.reliability} ({_STANDINGS[test.standing]})"


def _treatment(row: Treatment, knowledge: Knowledge) -> str:
    technique = knowledge.technique(row.technique)
    limit = "" if row.hold_upper_s is None else f", here at most {row.hold_upper_s:g} s at a time"
    return f"{technique.title}, grade {grade_words(technique.grades)}: {technique.dose}{limit}. {row.note}"
