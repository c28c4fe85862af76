"""The goal shown beside the count: always above it, beginning with the one the author set."""

DEFAULT_GOAL = 100
_STEPS: tuple[int, ...] = tuple(first * 10**zeros for zeros in range(2, 7) for first in (1, 5))
LARGEST_STEP = _STEPS[-1]


def goal_above(count: int, first_goal: int) -> int:
    """Return the goal for `count` signatures: `first_goal` until it is reached, then 100, 500, 1,000, 5,000 … 5 million.

    Beyond five million it goes on in steps of five million.
    """
    if count < first_goal:
        return first_goal
    beyond = (count // LARGEST_STEP + 1) * LARGEST_STEP
    return next((step for step in _STEPS if step > count), beyond)
