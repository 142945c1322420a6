"""A complaint in a few lines of the terminal, before muscles and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from posture_cv.cards.complaint_brief import complaint_brief

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.words import Words


def print_complaint(console: Console, complaint: str, knowledge: Knowledge, words: Words) -> None:
    """Print caution first, then whom to refer, then the complaint's nerve and joint tests; nothing where none was stated."""
    print_caution(console, complaint, knowledge, words)
    print_others_and_tests(console, complaint, knowledge, words)


def print_caution(console: Console, complaint: str, knowledge: Knowledge, words: Words) -> None:
    """Print the complaint's title and what to hold back."""
    brief = complaint_brief(complaint, knowledge)
    if brief is None:
        return
    console.print(Text(words.text("cli.complaint", title=brief.title), style="bold"))
    if brief.caution is not None:
        console.print(Text(f"  {words.say(brief.caution)}", style="bold yellow"))


def print_others_and_tests(console: Console, complaint: str, knowledge: Knowledge, words: Words) -> None:
    """Print what else the complaint may be and whom to refer, then its own tests."""
    brief = complaint_brief(complaint, knowledge)
    if brief is None:
        return
    for title, lines in (("refer", brief.refer), ("tests", brief.tests)):
        if lines:
            console.print(f"  {words.text(f'complaint.{title}')}")
            for line in lines:
                console.print(f"    {words.say(line)}")
