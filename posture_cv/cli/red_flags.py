"""The safety screen on paper: every question and every rule, for a clinician to read in one sitting and to sign or to strike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.messages import row_text
from posture_cv.domain.screen import ScreenTopic, Tier
from posture_cv.domain.standing import Strength
from posture_cv.worksheet import tier_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.words import Words


def as_markdown(knowledge: Knowledge, words: Words) -> str:
    """Questions by topic, then rules by tier with what they rest on, what to do, what they forbid and their sources."""
    return (
        "\n".join(
            [
                f"# {words.text('red_flags.title')}",
                "",
                words.text("red_flags.lead"),
                *_questions(knowledge, words),
                *_rules(knowledge, words),
            ]
        )
        + "\n"
    )


def _questions(knowledge: Knowledge, words: Words) -> Iterator[str]:
    for topic in ScreenTopic:
        yield from ("", f"## {words.text(f'screen.topic.{topic}')}", "")
        for asked in knowledge.safety:
            if asked.topic is topic:
                yield from _question(asked, knowledge, words)


def _question(asked: SafetyQuestion, knowledge: Knowledge, words: Words) -> Iterator[str]:
    alone = tier_alone(asked.key, knowledge.rules)
    tier = words.text("tier.none") if alone is None else words.text(f"tier.{alone}")
    kind = words.text("red_flags.retired") if asked.retired else words.text(f"screen.kind.{asked.kind}")
    yield f"- `{asked.key}` **{words.say(asked.question)}** ({kind}; {words.text('red_flags.alone')}: {tier})"
    if alone is not None:
        rules = [rule for rule in knowledge.rules if rule.tier is alone and rule.holds({asked.key})]
        yield from (f"  - {words.say(rule.why)}. {words.say(rule.action)}" for rule in rules)
        forbidden = _forbidden(knowledge, (rule for rule in knowledge.rules if rule.holds({asked.key})), words)
        if forbidden:
            yield f"  - {words.text('red_flags.forbids')}: {forbidden}"
    yield f"  - {words.text('red_flags.source')}: {_sources(knowledge, asked.references, words)}"


def _rules(knowledge: Knowledge, words: Words) -> Iterator[str]:
    questions = {row.key: row for row in knowledge.safety}
    for tier in Tier:
        yield from ("", f"## {words.text(f'tier.{tier}')}", "")
        for rule in (rule for rule in knowledge.rules if rule.tier is tier):
            yield f"### {words.say(rule.why)} (`{rule.key}`)"
            yield ""
            yield f"- {words.text('red_flags.holds', least=rule.at_least)}"
            for group in rule.together:
                yield f"  - {words.text('red_flags.any')}: {' / '.join(words.say(questions[key].question) for key in group)}"
            yield f"- {words.text('red_flags.do')}: {words.say(rule.action)}"
            yield f"- {words.text('red_flags.say')}: {words.say(rule.plain_action)}"
            forbidden = words.text("red_flags.everything") if tier.stops else _forbidden(knowledge, (rule,), words)
            if forbidden:
                yield f"- {words.text('red_flags.forbids')}: {forbidden}"
            yield f"- {words.text(f'strength.{rule.strength}')}: {_sources(knowledge, rule.references, words)}"
            yield ""


def _forbidden(knowledge: Knowledge, rules: Iterable[SafetyRule], words: Words) -> str:
    """What rules that do not stop take away: loads, pressure, findings."""
    held = {rule.key for rule in rules}
    rows = [row for row in knowledge.contraindications if held & set(row.rules)]
    told = [words.text(f"load.{load}") for load in dict.fromkeys(load for row in rows for load in row.forbids)]
    for row in rows:
        restriction = words.text(f"restriction.{row.restriction}")
        if restriction and row.muscles:
            told.append(
                words.text(
                    "red_flags.on", restriction=restriction, muscles=tuple(row_text("muscles", muscle, "name") for muscle in row.muscles)
                )
            )
        elif row.restriction != "adapt":
            told.append(restriction)
    if any(row.outside_norms for row in rows):
        told.append(words.text("red_flags.no_findings"))
    return "; ".join(dict.fromkeys(told))


def _sources(knowledge: Knowledge, keys: Iterable[str], words: Words) -> str:
    known = {source.key: source for source in knowledge.references}
    told = []
    for source in (known[key] for key in keys):
        graded = [words.text(f"strength.{source.strength}")] if source.strength is not None else []
        published = source.read is not None and source.strength is not Strength.CONVENTION
        read = [words.text("red_flags.read", how=words.text(f"reading.{source.read}"))] if published else []
        told.append(f"{source.cited} ({', '.join([*graded, *read])})")
    return "; ".join(told)
