"""What pages leave behind: who gets it, how much is kept, and for how long."""

from __future__ import annotations

import threading

import pytest

from posture_cv.ui.shelf import KEPT_FOR_S, MOST_LEFT, Shelf, new_ticket


class Pages:
    """Which pages are open, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.now_s = 0.0

    def shelf(self) -> Shelf[str]:
        return Shelf(self.open.__contains__, lambda: self.now_s)


def test_a_reloaded_page_finds_what_it_left_and_owns_it_then() -> None:
    pages = Pages()
    shelf = pages.shelf()
    shelf.put("ticket", "photos", owner="before")
    assert shelf.take_over("ticket", owner="after") == "photos"
    assert shelf.belongs_to("ticket", "after")
    assert not shelf.belongs_to("ticket", "before")


def test_a_wrong_ticket_finds_nothing() -> None:
    shelf = Pages().shelf()
    shelf.put("ticket", "photos", owner="before")
    assert shelf.take_over("another", owner="after") is None


def test_things_of_an_open_page_are_kept_however_long_and_those_of_a_closed_one_are_not() -> None:
    pages = Pages()
    shelf = pages.shelf()
    pages.open.add("page")
    shelf.put("ticket", "photos", owner="page")
    pages.now_s += 100.0 * KEPT_FOR_S
    shelf.sweep()
    assert len(shelf) == 1
    pages.open.clear()
    pages.now_s += KEPT_FOR_S
    shelf.sweep()
    assert len(shelf) == 1
    pages.now_s += 1.0
    shelf.sweep()
    assert len(shelf) == 0


def test_of_many_closed_pages_the_last_ones_are_kept() -> None:
    pages = Pages()
    shelf = pages.shelf()
    for number in range(MOST_LEFT + 2):
        pages.now_s = float(number)
        shelf.put(f"ticket {number}", f"photos {number}", owner=f"page {number}")
    shelf.sweep()
    assert len(shelf) == MOST_LEFT
    assert shelf.take_over("ticket 0", owner="later") is None
    assert shelf.take_over(f"ticket {MOST_LEFT + 1}", owner="later") == f"photos {MOST_LEFT + 1}"


def test_what_was_dropped_is_gone() -> None:
    shelf = Pages().shelf()
    shelf.put("ticket", "photos", owner="page")
    shelf.drop("ticket")
    assert shelf.take_over("ticket", owner="after") is None


def test_the_next_page_waits_for_what_its_predecessor_is_doing() -> None:
    shelf = Pages().shelf()
    shelf.put("ticket", "photos", owner="before")
    order: list[str] = []
    inside = threading.Event()

    def after() -> None:
        inside.wait()
        with shelf.at_work("ticket"):
            order.append("after")

    other = threading.Thread(target=after)
    with shelf.at_work("ticket"):
        other.start()
        inside.set()
        other.join(timeout=0.2)
        order.append("before")
    other.join(timeout=10)
    assert order == ["before", "after"]


def test_the_lock_is_given_back_after_an_error() -> None:
    shelf = Pages().shelf()
    shelf.put("ticket", "photos", owner="page")
    with pytest.raises(ValueError, match="broken"), shelf.at_work("ticket"):
        raise ValueError("broken")
    free: list[bool] = []

    def enter() -> None:
        with shelf.at_work("ticket"):
            free.append(True)

    other = threading.Thread(target=enter)
    other.start()
    other.join(timeout=10)
    assert free == [True]


def test_tickets_cannot_be_guessed() -> None:
    tickets = {new_ticket() for _ in range(1000)}
    assert len(tickets) == 1000
    assert min(len(ticket) for ticket in tickets) >= 32
