"""The counter line of the host a petition comes from: "0 a signé. Allez jusqu’à 500 !" It says the goal, and is no story."""

import re
import unicodedata

# A line longer than this tells something, whatever numbers stand in it.
LONGEST_LINE = 90
# Beginnings of "signed, signature" and of "reach, goal" in the languages petitions are written in.
_SIGNED = re.compile(
    r"\bsign|unterschr|unterzeichn|imza|签|簽|署|ئىمزا|قول قوي|қол қой|қолтаңба|подпис|\bfirm|supporter|soutien"
)
_REACH = re.compile(
    r"reach|get to|goal|target|jusqu|objectif|atteindre|parven|ziel|erreich|schaffen|hedef|ulaş|達|达|目标|目標|到"
    r"|نىشان|يەت|يېت|жет|мақсат|цел|meta\b|obiettivo"
)
_APART = re.compile(r"[.!:;,/。，：；！،؛·|–—-]|\b(?:of|sur|von|из)\b")
_GOAL_ALONE = re.compile(r"^(?:goal|target|objectif|ziel|hedef|目标|目標|نىشان|мақсат)\s*:")
# 1 500 (every kind of space is a plain one by then), 1,500, 1.500, 1'500, or digits alone; in any script's digits.
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.']\d{3})+(?!\d)|\d+")


def goal_of(line: str) -> int | None:
    """Return the goal that a counter line names; None when `line` is no counter line, but part of the text."""
    text = _plain(line)
    numbers = list(_NUMBER.finditer(text))
    if not text or len(text) > LONGEST_LINE:
        return None
    if not (_is_goal_alone(text, numbers) or _is_count_and_goal(text, numbers)):
        return None
    return max(int(re.sub(r"\D", "", number.group())) for number in numbers) or None


def _is_count_and_goal(text: str, numbers: list[re.Match[str]]) -> bool:
    if len(numbers) != 2 or not _SIGNED.search(text):  # noqa: PLR2004 - the count and the goal
        return False
    between = text[numbers[0].end() : numbers[1].start()]
    # "In 2017 we signed up 300 people" has both numbers in one clause; a counter never does.
    has_words = _SIGNED.search(between) or _REACH.search(between) or between.strip() in {"/", "of", "sur", "von", "из"}
    return bool(_APART.search(between) and has_words and (_REACH.search(text) or between.strip() != ","))


def _is_goal_alone(text: str, numbers: list[re.Match[str]]) -> bool:
    return len(numbers) == 1 and bool(_GOAL_ALONE.search(text))


def _plain(line: str) -> str:
    """Return `line` with plain spaces, apostrophes and digits' forms, in lower case, without Markdown's marks."""
    text = unicodedata.normalize("NFKC", line).replace("’", "'").replace("ʼ", "'")
    return " ".join(text.casefold().strip("*_#> \t").split())
