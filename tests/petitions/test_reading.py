"""Reading a petition from a file."""

from pathlib import Path

import pytest

from outreach.petitions.errors import UnreadableFile
from outreach.petitions.reading import LARGEST_FILE_BYTES, Reading, read_petition

REPOSITORY = Path(__file__).parents[2]
# One of the same shape as the petition of the first family, and that one itself where it lies beside the repository.
PUBLISHED = [
    REPOSITORY / "tests" / "journeys" / "input" / "petition.txt",
    *REPOSITORY.parent.glob("shared/seed/petition-original.txt"),
    *REPOSITORY.parent.parent.glob("shared/seed/petition-original.txt"),
]
SAMPLE = """# Bring my mother home

0 a signé. Allez jusqu'à 500 !

My name is Amina.  I am 26.

She was taken on 29 January 2017…

  Spaces at the beginning stay.


Are you a journalist, lawyer, humanist? Please send me an email:

Let’s break the silence!
"""


def every_word_of(reading: Reading) -> list[str]:
    parts = (reading.title, reading.counter_line, reading.story, reading.appeal, reading.closing)
    return [line.strip() for part in parts for line in part.split("\n") if line.strip()]


def test_a_petition_is_read_as_its_author_published_it():
    reading = read_petition(SAMPLE.encode(), "en")

    assert reading == Reading(
        title="Bring my mother home",
        story=("My name is Amina.  I am 26.\n\nShe was taken on 29 January 2017…\n\n  Spaces at the beginning stay."),
        appeal="Are you a journalist, lawyer, humanist? Please send me an email:",
        closing="Let’s break the silence!",
        counter_line="0 a signé. Allez jusqu'à 500 !",
        goal=500,
    )


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_petition_is_read_whole_from_what_its_author_published(path):
    content = path.read_bytes()

    reading = read_petition(content, "en")

    lines = [line.strip() for line in content.decode().split("\n") if line.strip()]
    assert every_word_of(reading) == lines
    assert reading.title == lines[0]
    assert reading.goal == 500
    assert "signé" not in reading.story
    assert reading.story.startswith("My name is")
    assert "journalist" not in reading.story
    assert reading.appeal.startswith("Are you a journalist, lawyer, humanist?")
    assert reading.closing.startswith("Let’s break")


@pytest.mark.parametrize("language", ["en", "fr", "ug"])
def test_nothing_of_the_practice_petitions_is_lost(language):
    content = (REPOSITORY / f"outreach/demo/petition.{language}.md").read_bytes()

    reading = read_petition(content, language)

    lines = [line.strip().removeprefix("# ") for line in content.decode().split("\n") if line.strip()]
    assert every_word_of(reading) == lines
    assert reading.goal == 500
    assert reading.appeal
    assert reading.closing


def test_the_story_keeps_its_blank_lines_and_spaces():
    story = "One  two\n\n\n\tthree   \n- four"

    assert read_petition(f"Title\n\n{story}\n".encode(), "en").story == story


@pytest.mark.parametrize(
    "content",
    [
        SAMPLE.replace("\n", "\r\n").encode(),
        SAMPLE.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + SAMPLE.encode(),
        SAMPLE.encode("utf-16"),
        SAMPLE.encode("cp1252"),
    ],
    ids=["crlf", "cr", "bom", "utf-16", "windows-1252"],
)
def test_a_file_of_another_program_reads_the_same(content):
    assert read_petition(content, "fr") == read_petition(SAMPLE.encode(), "fr")


def test_a_file_without_a_counter_line_names_no_goal():
    reading = read_petition(b"Title\n\nIn 2017, 300 people signed to reach the minister.", "en")

    assert reading.goal is None
    assert reading.counter_line == ""
    assert reading.story == "In 2017, 300 people signed to reach the minister."


def test_a_file_without_an_appeal_is_all_story():
    reading = read_petition(b"Title\n\nOne?\n\nTwo.", "en")

    assert (reading.appeal, reading.closing) == ("", "")


def test_an_address_below_the_appeal_belongs_to_it():
    text = "Title\n\nStory.\n\nAre you a journalist? Write to me:\n\nme@family.example\n\nThank you."

    reading = read_petition(text.encode(), "en")

    assert reading.appeal == "Are you a journalist? Write to me:\n\nme@family.example"
    assert reading.closing == "Thank you."


def test_a_counter_line_above_the_title_is_no_title():
    reading = read_petition("0 have signed. Let’s get to 500!\nTitle\n\nStory.".encode(), "en")

    assert (reading.title, reading.goal) == ("Title", 500)


def test_a_title_underlined_as_in_markdown_is_a_title():
    reading = read_petition(b"Title\n=====\n\nStory.", "en")

    assert (reading.title, reading.story) == ("Title", "Story.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty"),
        (b"Title alone", "no text below"),
        (b"x" * (LARGEST_FILE_BYTES + 1), "larger than 500 kB"),
        (b"PK\x03\x04\0\0", "not a text file"),
        (b"T" * 201 + b"\n\nStory", "201 characters"),
        ("Title\n\nTwo \u202egnp.exe".encode(), "Line 3 holds a hidden character (U+202E)"),
        (b"Title\n\nA bell \x07", "U+0007"),
        ("Title\n\nOne\u2028two".encode(), "U+2028"),
        (b"0 have signed. Let's get to 500!", "no title"),
    ],
)
def test_what_is_no_petition_is_refused_with_a_sentence(app, content, says):
    with pytest.raises(UnreadableFile) as refused:
        read_petition(content, "en")

    assert says in str(refused.value)


def test_letters_nobody_can_guess_are_refused(app):
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_petition("دادامنى".encode("cp1256"), "ug")


def test_joiners_are_letters_business():
    text = "Title\n\nمى\u200cخواهم 👩\u200d👩"

    assert read_petition(text.encode(), "en").story == "مى\u200cخواهم 👩\u200d👩"
