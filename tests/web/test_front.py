"""What stands at the bare host name."""

import pytest

from outreach import create_app

pytestmark = pytest.mark.no_database


def test_a_host_of_the_desk_alone_leads_to_the_desk(tmp_path):
    app = create_app(INSTANCE_DIR=str(tmp_path), FACES="desk")

    assert app.test_client().get("/").location == "/desk/"


@pytest.mark.parametrize("face", ["both", "public"])
def test_elsewhere_it_is_the_petitions_place(tmp_path, face):
    app = create_app(INSTANCE_DIR=str(tmp_path), FACES=face)

    endpoint, _arguments = app.url_map.bind("petition.example").match("/")

    assert endpoint == "petitions.front"
