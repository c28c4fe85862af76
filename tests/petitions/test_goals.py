"""The ladder of goals."""

import pytest

from outreach.petitions.goals import goal_above

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("count", "first", "goal"),
    [
        (0, 500, 500),
        (499, 500, 500),
        (500, 500, 1_000),
        (100, 100, 500),
        (1_000, 500, 5_000),
        (999, 300, 1_000),
        (4_999_999, 100, 5_000_000),
        (5_000_000, 100, 10_000_000),
    ],
)
def test_the_goal_is_always_above_the_count(count, first, goal):
    assert goal_above(count, first) == goal
    assert goal_above(count, first) > count
