"""An evidence card as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from posture_cv.cards.card import Card
    from posture_cv.domain.knowledge import Knowledge, Reference
    from posture_cv.domain.messages import Message
    from posture_cv.words import Words


def print_card(console: Console, card: Card, words: Words) -> None:
    """Print a card: heading, sections, and sources with how sure we are of each."""
    console.print(Text(words.say(card.title), style="bold"), soft_wrap=False)
    console.print(Text(words.say(card.plain_title), style="dim"))
    for section in card.sections:
        _print_section(console, words.say(section.title), section.said(words))
    _print_section(console, words.text("cli.card.sources"), [_source(one, words) for one in card.sources])
    if card.related:
        _print_section(console, words.text("cli.card.see_also"), [words.series(list(card.related))])


def print_names(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print the names that have a card, by kind."""
    for kind in CardKind:
        console.print(Text(f"\n{words.text(f'cli.cards.{kind}')}", style="bold"))
        print_titles(console, titles(knowledge, kind), words)


def print_titles(console: Console, named: Mapping[str, Message], words: Words) -> None:
    """Print names with their titles."""
    width = max(map(len, named))
    for key, title in named.items():
        console.print(Text(f"  {key:<{width}}  {words.say(title)}"), soft_wrap=True)


def _source(source: Reference, words: Words) -> str:
    return source.cited if source.strength is None else f"{source.cited} [{words.text(f'strength.{source.strength}')}]"


def _print_section(console: Console, title: str, lines: tuple[str, ...] | list[str]) -> None:
    console.print(Text(f"\n{title}", style="cyan"))
    marker = "- " if len(lines) > 1 else ""
    for line in lines:
        console.print(Padding(Text(f"{marker}{line}"), (0, 0, 0, 2), expand=False))
