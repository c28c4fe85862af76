import json

from tests.support.clients import Runner


def test_the_doctor_says_what_is_wrong_and_what_to_type(fresh_app):
    answer = Runner(fresh_app)("doctor", "--json")

    findings = {one["check"]: one for one in json.loads(answer.output)}
    assert findings["disk"] == {**findings["disk"], "ok": True, "do": ""}
    assert not findings["mail"]["ok"]
    assert "SMTP_URL" in findings["mail"]["do"]
    assert all(one["why"] for one in findings.values())


def test_keys_that_others_can_read_are_found(fresh_app):
    key = fresh_app.config["OUTREACH"].instance_dir / "keys" / "vault_keys"
    key.chmod(0o644)

    answer = Runner(fresh_app)("doctor", "--json")

    found = next(one for one in json.loads(answer.output) if one["check"] == "keys")
    assert not found["ok"]
    assert str(key) in found["do"]
