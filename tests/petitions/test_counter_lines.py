"""Counter lines of other hosts, in the languages petitions are written in."""

import pytest

from outreach.petitions.counter_lines import goal_of

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("line", "goal"),
    [
        ("0 a signé. Allez jusqu'à 500\u00a0!", 500),
        ("0 a signé. Allez jusqu’à 1\u202f500\u202f!", 1500),
        ("1\u00a0234 ont signé. Prochain objectif\u00a0: 1.500\u00a0!", 1500),
        ("0 signature. Aidez-nous à atteindre 500 !", 500),
        ("0 have signed. Let's get to 500!", 500),
        ("0 signatures. Help us reach 500!", 500),
        ("1,234 have signed. Let’s get to 1,500!", 1500),
        ("**0 signed. Let’s reach 500!**", 500),
        ("0/500 signatures", 500),
        ("12 of 500 signatures", 500),
        ("Objectif : 500 signatures", 500),
        ("0 haben unterschrieben. Nächstes Ziel: 500!", 500),
        ("0 Unterschriften von 500", 500),
        ("0 kişi imzaladı. 500 kişiye ulaşalım!", 500),
        ("0 imza. Hedef: 1.000", 1000),
        ("已有 0 人签名。让我们达到 500 人！", 500),
        ("0人已签署，目标：５００！", 500),
        ("0 كىشى ئىمزا قويدى. 500 گە يېتەيلى!", 500),
        ("0 ئىمزا. 500 گە يېتىشىمىزگە ياردەم قىلىڭ!", 500),
        ("0 адам қол қойды. 500-ге жеткізейік!", 500),
    ],
)
def test_a_counter_line_names_its_goal(line, goal):
    assert goal_of(line) == goal


@pytest.mark.parametrize(
    "line",
    [
        "",
        "In 2017, 300 people signed to reach the minister.",
        "In 2017 we signed up 300 people to reach Beijing.",
        "On 29 January 2017, my mother was officially arrested.",
        "In 2016, 3 laws were signed.",
        "We signed 2 letters, 3 came back.",
        "Signez, et allez jusqu’au bout !",
        "Sign now!",
        "0 signed. Let’s reach 0!",
        f"0 signed. Let’s reach 500! {'And so on. ' * 10}",
    ],
)
def test_a_line_of_the_story_is_no_counter_line(line):
    assert goal_of(line) is None
