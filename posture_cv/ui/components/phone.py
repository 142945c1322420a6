"""Photos from a phone on the same network: switched on here, shown as a QR code, taken in as they arrive."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui import intake
from posture_cv.ui.components import notices
from posture_cv.ui.state import is_kept, language, value_of, widget
from posture_cv.ui.texts import phone_texts, text
from posture_cv.visit import MOST_PHOTOS

if TYPE_CHECKING:
    from posture_cv.domain.views import View
    from posture_cv.ui.phone import PhoneListener
    from posture_cv.ui.state import OpenVisit

_LOOK_EVERY_S = 1.5
_QR_MODULE_PX = 5
_QR_MARGIN = 4


def is_awaited(page: OpenVisit) -> bool:
    """Whether the switch has its place on the page: while it is off, and while it is on and nothing has arrived."""
    return page.phone is None or page.phone.letterbox.received == 0


def switch(page: OpenVisit, *, watched: bool = False) -> None:
    """The switch, what it means, and the way for the phone while it is on; ``watched`` where the page says elsewhere what arrives."""
    key = widget("phone-on", page.inbox, page.phone is not None)

    def turn() -> None:
        if value_of(key):
            switch_on(page)
        else:
            switch_off(page)

    st.toggle(text("phone.switch"), value=page.phone is not None, on_change=turn, help=text("phone.means"), key=key)
    if page.phone is not None:
        _way(page, page.phone, watched=watched)


def bar(page: OpenVisit) -> None:
    """While it is on, and photos are there already: that it is, how many came, and the code for another phone."""
    if page.phone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="phone-bar"):
        _arrivals(page)
        with st.popover(text("phone.code"), icon=":material/qr_code_2:"):
            _way(page, page.phone, watched=True)
        if st.button(text("phone.off"), icon=":material/mobile_off:", key=widget("phone-off", page.inbox)):
            switch_off(page)
            st.rerun()


def take_in(page: OpenVisit, *, meant: View | None = None) -> bool:
    """Take what has arrived into the visit; ``meant`` is the view asked for where the phone did not say one.

    Returns
    -------
    bool
        Whether anything had arrived.
    """
    if page.phone is None:
        return False
    arrived = page.phone.letterbox.take()
    if not arrived:
        return False
    first = page.phone.letterbox.received - len(arrived)
    with notices.progress(text("intake.reading")) as step:
        for place, photo in enumerate(arrived):
            step(place, len(arrived))
            name = text("phone.name", number=first + place + 1)
            intake.add(page, [(name, photo.content)], lambda _done, _every: None, meant=photo.view or meant)
    page.inbox += 1
    return True


def switch_on(page: OpenVisit, host: str | None = None) -> None:
    """Open the listener on an address of this computer, the most likely one where none is given; one that is open stays.

    A browser that lost its connection for a moment may say the same twice.
    """
    if page.phone is not None and page.phone.is_open:
        return
    from posture_cv.ui import phone

    hosts = phone.addresses()
    if not hosts:
        page.notices.append(text("phone.no_network"))
        return
    try:
        page.phone = phone.PhoneListener(
            host if host in hosts else hosts[0],
            phone.Letterbox(lambda: MOST_PHOTOS - len(page.visit.photos)),
            texts=phone_texts(),
            language=language(),
            is_wanted=is_kept(),
        )
    except OSError:
        page.notices.append(text("phone.no_port"))


def switch_off(page: OpenVisit) -> None:
    """Close the listener; the address is good for nothing from then on."""
    if page.phone is not None:
        page.phone.close()
        page.phone = None


def _way(page: OpenVisit, listener: PhoneListener, *, watched: bool = False) -> None:
    """How the phone gets there."""
    code, words = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with code:
        st.image(_qr_svg(listener.url), alt=text("phone.code_alt"), width="stretch")
    with words:
        st.markdown(text("phone.scan"))
        st.code(listener.url, language=None, wrap_lines=True)
        if not watched:
            _arrivals(page)
    _choose_address(page, listener)
    st.caption(text("phone.means"))
    st.caption(text("phone.trouble"))


def _choose_address(page: OpenVisit, listener: PhoneListener) -> None:
    from posture_cv.ui import phone

    hosts = phone.addresses()
    if len(hosts) < 2:
        return
    key = widget("phone-host", page.inbox, listener.host)

    def change() -> None:
        switch_off(page)
        switch_on(page, value_of(key))

    st.selectbox(text("phone.address"), hosts, index=hosts.index(listener.host) if listener.host in hosts else 0, on_change=change, key=key)


@st.fragment(run_every=_LOOK_EVERY_S)
def _arrivals(page: OpenVisit) -> None:
    """How many photos came; a new one, or the end of it, draws the page anew."""
    listener = page.phone
    if listener is None or len(listener.letterbox):
        st.rerun()
    elif not listener.is_open:
        switch_off(page)
        page.notices.append(text("phone.over"))
        st.rerun()
    else:
        st.markdown(f":material/smartphone: {text('phone.arrived', count=listener.letterbox.received)}")


def _qr_svg(url: str) -> str:
    """The address as a QR code, dark on white in both themes: what every camera reads."""
    import segno

    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", scale=_QR_MODULE_PX, border=_QR_MARGIN, dark="#000", light="#fff", xmldecl=False)
    return drawn.getvalue().decode("utf-8")
