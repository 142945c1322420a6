"""Addresses a phone may use: those of local networks, and no other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from posture_cv.ui.phone import network


def adapters(*addresses: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(ips=[SimpleNamespace(ip=address, is_IPv4=":" not in address)]) for address in addresses]


def test_public_loopback_and_self_assigned_addresses_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ifaddr.get_adapters", lambda: adapters("127.0.0.1", "8.8.8.8", "169.254.7.7", "fe80::1", "10.0.0.4", "192.168.1.20")
    )
    monkeypatch.setattr(network, "_towards_the_router", lambda: "192.168.1.20")
    assert network.addresses() == ["192.168.1.20", "10.0.0.4"]


def test_without_a_network_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters("127.0.0.1"))
    assert network.addresses() == []


def test_addresses_of_this_computer_are_its_own() -> None:
    import socket

    for address in network.addresses():
        with socket.socket() as listening:
            listening.bind((address, 0))
