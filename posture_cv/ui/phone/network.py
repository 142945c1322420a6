"""Addresses by which a phone on the same network can reach this computer."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address

_NOWHERE = ("192.0.2.1", 9)
"""An address set aside for documentation: asking the way there sends nothing."""


def addresses() -> list[str]:
    """IPv4 addresses of this computer within its own networks, the one most likely to be the Wi-Fi's first; none without a network.

    An address that the whole internet can reach is left out.
    """
    import ifaddr

    of_adapters = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    usable = [address for address in dict.fromkeys(of_adapters) if _is_of_a_local_network(IPv4Address(address))]
    first = _towards_the_router()
    return sorted(usable, key=lambda address: address != first)


def _is_of_a_local_network(address: IPv4Address) -> bool:
    return not (address.is_global or address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified)


def _towards_the_router() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:
            return None
        return str(probe.getsockname()[0])
