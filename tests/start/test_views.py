def test_there_is_nothing_to_begin_in_the_real_campaign(client):
    assert client.get("/desk/begin").status_code == 404
