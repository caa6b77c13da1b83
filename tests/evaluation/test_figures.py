"""Figures and their uncertainty."""

import pytest

from evaluation.figures import calibration, count, micro_f1, share


def test_a_share_carries_wilsons_interval() -> None:
    figure = share(49, 50)
    assert figure is not None
    assert figure.value == 0.98
    assert figure.low == pytest.approx(0.895, abs=0.001)
    assert figure.high == pytest.approx(0.996, abs=0.001)


def test_a_share_of_nothing_is_no_figure() -> None:
    assert share(0, 0) is None
    assert micro_f1([], []) is None


def test_labels_are_counted_over_all_messages_together() -> None:
    counts = count([{"money"}, {"money", "health"}, set()], [{"money"}, {"money"}, {"housing"}])
    assert (counts.hits, counts.extra, counts.missed) == (2, 1, 1)
    assert counts.f1 == pytest.approx(2 / 3)


def test_f1_of_what_was_all_right_is_one_without_doubt() -> None:
    figure = micro_f1([{"money"}] * 5, [{"money"}] * 5)
    assert figure is not None
    assert (figure.value, figure.low, figure.high) == (1.0, 1.0, 1.0)


def test_calibration_sees_too_much_confidence() -> None:
    bins, error = calibration([0.95, 0.95, 0.95, 0.95], [True, False, True, False])
    assert len(bins) == 1
    assert bins[0].right == 0.5
    assert error == pytest.approx(0.45)
