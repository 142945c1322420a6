"""What pages leave behind: who gets it, how much is kept, and for how long."""

from __future__ import annotations

import threading

import pytest

from posture_cv.ui.reload import KEPT_FOR_S, MOST_LEFT, SWEEP_EVERY_S, ReloadStore, new_ticket


class Pages:
    """Which pages are open, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        self.now_s = 0.0
        self.forgotten: list[str] = []

    def store(self) -> ReloadStore[str]:
        return ReloadStore(self.open.__contains__, self.forgotten.append, lambda: self.now_s)


def test_a_reloaded_page_finds_what_it_left_and_owns_it_then() -> None:
    pages = Pages()
    store = pages.store()
    store.put("ticket", "photos", owner="before")
    assert store.take_over("ticket", owner="after") == "photos"
    assert store.belongs_to("ticket", "after")
    assert not store.belongs_to("ticket", "before")


def test_a_wrong_ticket_finds_nothing() -> None:
    store = Pages().store()
    store.put("ticket", "photos", owner="before")
    assert store.take_over("another", owner="after") is None


def test_things_of_an_open_page_are_kept_however_long_and_those_of_a_closed_one_are_not() -> None:
    pages = Pages()
    store = pages.store()
    pages.open.add("page")
    store.put("ticket", "photos", owner="page")
    pages.now_s += 100.0 * KEPT_FOR_S
    store.sweep()
    assert len(store) == 1
    pages.open.clear()
    pages.now_s += KEPT_FOR_S - SWEEP_EVERY_S
    store.sweep()
    assert len(store) == 1
    pages.now_s += 1.0
    store.sweep()
    assert len(store) == 0
    assert pages.forgotten == ["photos"]


def test_looked_at_as_often_as_it_asks_for_nothing_outlives_the_promise() -> None:
    for closed_s in (0.1, 0.5 * SWEEP_EVERY_S, SWEEP_EVERY_S - 0.1):
        pages = Pages()
        store = pages.store()
        pages.open.add("page")
        store.put("ticket", "photos", owner="page")
        store.sweep()
        pages.open.clear()
        while store.holds("ticket"):
            pages.now_s += SWEEP_EVERY_S
            store.sweep()
        assert pages.now_s - closed_s <= KEPT_FOR_S


def test_what_takes_a_thing_s_place_has_it_forgotten_and_the_same_thing_again_does_not() -> None:
    pages = Pages()
    store = pages.store()
    photos = "photos"
    store.put("ticket", photos, owner="page")
    store.put("ticket", photos, owner="page")
    assert pages.forgotten == []
    store.put("ticket", "fresh", owner="page")
    assert pages.forgotten == ["photos"]
    assert store.held("ticket") == "fresh"
    store.clear()
    assert (pages.forgotten, len(store), store.given_up) == (["photos", "fresh"], 0, 2)


def test_of_many_closed_pages_the_last_ones_are_kept() -> None:
    pages = Pages()
    store = pages.store()
    for number in range(MOST_LEFT + 2):
        pages.now_s = float(number)
        store.put(f"ticket {number}", f"photos {number}", owner=f"page {number}")
    store.sweep()
    assert len(store) == MOST_LEFT
    assert store.take_over("ticket 0", owner="later") is None
    assert store.take_over(f"ticket {MOST_LEFT + 1}", owner="later") == f"photos {MOST_LEFT + 1}"


def test_what_was_dropped_is_gone() -> None:
    store = Pages().store()
    store.put("ticket", "photos", owner="page")
    store.drop("ticket")
    assert store.take_over("ticket", owner="after") is None


def test_the_next_page_waits_for_what_its_predecessor_is_doing() -> None:
    store = Pages().store()
    store.put("ticket", "photos", owner="before")
    order: list[str] = []
    inside = threading.Event()

    def after() -> None:
        inside.wait()
        with store.at_work("ticket"):
            order.append("after")

    other = threading.Thread(target=after)
    with store.at_work("ticket"):
        other.start()
        inside.set()
        other.join(timeout=0.2)
        order.append("before")
    other.join(timeout=10)
    assert order == ["before", "after"]


def test_the_lock_is_given_back_after_an_error() -> None:
    store = Pages().store()
    store.put("ticket", "photos", owner="page")
    with pytest.raises(ValueError, match="broken"), store.at_work("ticket"):
        raise ValueError("broken")
    free: list[bool] = []

    def enter() -> None:
        with store.at_work("ticket"):
            free.append(True)

    other = threading.Thread(target=enter)
    other.start()
    other.join(timeout=10)
    assert free == [True]


def test_tickets_cannot_be_guessed() -> None:
    tickets = {new_ticket() for _ in range(1000)}
    assert len(tickets) == 1000
    assert min(len(ticket) for ticket in tickets) >= 32
