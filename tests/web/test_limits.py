from __future__ import annotations

from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from web.limits import Limit, visitor_address


def test_a_burst_is_allowed_and_then_refilled() -> None:
    now = 0.0
    limit = Limit(6, clock=lambda: now)
    assert [limit.seconds_to_wait("a") for _ in range(6)] == [0] * 6
    assert limit.seconds_to_wait("a") == 10
    assert limit.seconds_to_wait("b") == 0
    now = 10.0
    assert limit.seconds_to_wait("a") == 0
    assert limit.seconds_to_wait("a") == 10


def test_memory_has_an_upper_bound() -> None:
    limit = Limit(6, clock=lambda: 0.0, kept=10)
    for number in range(100):
        limit.seconds_to_wait(str(number))
    assert len(limit._buckets) == 10


def test_a_proxy_is_believed_only_if_it_is_ours() -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert visitor_address(request, trust_proxy=True) == "198.51.100.7"
    assert visitor_address(request, trust_proxy=False) != "198.51.100.7"


def test_behind_a_proxy_that_adds_a_header_of_its_own_nobody_chooses_their_address() -> None:
    headers = CIMultiDict([("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "198.51.100.7")])
    assert (
        visitor_address(make_mocked_request("GET", "/", headers=headers), trust_proxy=True) == "198.51.100.7"
    )


def test_one_home_network_is_one_address() -> None:
    def at(address: str) -> str:
        return visitor_address(make_mocked_request("GET", "/", headers={"X-Forwarded-For": address}), True)

    assert at("2001:db8::1") == at("2001:db8::ffff:1")
    assert at("2001:db8::1") != at("2001:db8:0:1::1")
    assert len(at("x" * 5000)) <= 45
