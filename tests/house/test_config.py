import base64
import os
import subprocess
import sys

import pytest

from config import HalfConfigured, SendCaps, Settings

pytestmark = pytest.mark.no_database


def read(folder, **values):
    return Settings.read({"INSTANCE_DIR": str(folder), **values})


def problems(folder, **values):
    with pytest.raises(HalfConfigured) as refused:
        read(folder, **values)
    return refused.value.problems


def test_with_nothing_set_everything_lives_under_the_instance_folder(tmp_path):
    folder = tmp_path / "instance"

    settings = read(folder)

    assert settings.database_url == f"sqlite:///{folder}/outreach.db"
    assert settings.captures_mail
    assert settings.trial_mode
    assert settings.send_caps == SendCaps(per_hour=20, per_day=80, per_outlet_a_day=2)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (folder / "keys").iterdir()} == {0o600}


def test_keys_are_made_once(tmp_path):
    assert read(tmp_path).secret_key == read(tmp_path).secret_key
    assert read(tmp_path).vault_keys == read(tmp_path).vault_keys


def test_two_processes_that_start_at_once_agree_on_their_keys(tmp_path):
    command = [
        sys.executable,
        "-c",
        "from config import Settings; import os; print(Settings.read(os.environ).secret_key)",
    ]
    environment = {**os.environ, "INSTANCE_DIR": str(tmp_path / "instance")}
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(4)]

    assert len({process.communicate()[0] for process in started}) == 1


def test_all_that_is_wrong_is_listed_at_once(tmp_path):
    found = problems(
        tmp_path,
        DATABASE_URL="mysql://host/name",
        SMTP_URL="smtp://mail.example.org:25",
        PUBLIC_URL="http://petition.example.org/page",
        FACES="both-of-them",
        SEND_CAPS="20/hour,many/day",
        TRUSTED_PROXIES="some",
        SECRET_KEY="short",
        VAULT_KEYS="1:abc",
        TRIAL_MODE="maybe",
        REDIS_URL="http://redis",
    )

    words = " ".join(found)
    for name in (
        *("DATABASE_URL", "SMTP_URL", "MAIL_FROM", "PUBLIC_URL", "FACES", "SEND_CAPS"),
        *("TRUSTED_PROXIES", "SECRET_KEY", "VAULT_KEYS", "TRIAL_MODE", "REDIS_URL"),
    ):
        assert name in words


def test_plain_smtp_is_for_this_computer_only(tmp_path):
    assert read(tmp_path, SMTP_URL="smtp://127.0.0.1:25", MAIL_FROM="a@campaign.example").smtp_url
    assert problems(tmp_path, SMTP_URL="smtp://10.0.0.1:25", MAIL_FROM="a@campaign.example")


def test_a_secret_may_stand_in_a_file_but_not_in_both_places(tmp_path):
    file = tmp_path / "secret"
    file.write_text("a" * 40 + "\n")

    assert read(tmp_path, SECRET_KEY_FILE=str(file)).secret_key == "a" * 40
    assert "both set" in problems(tmp_path, SECRET_KEY_FILE=str(file), SECRET_KEY="b" * 40)[0]
    assert "cannot be read" in problems(tmp_path, SECRET_KEY_FILE=str(tmp_path / "none"))[0]


def test_the_newest_vault_key_comes_first(tmp_path):
    keys = ",".join(f"{name}:{base64.b64encode(name.encode() * 32).decode()[:43]}=" for name in ("2", "1", "h"))

    settings = read(tmp_path, VAULT_KEYS=keys.replace("h:", "hash:"))

    assert list(settings.vault_keys) == ["2", "1"]


def test_practice_shares_an_address_with_the_real_campaign_and_nothing_else(tmp_path):
    settings = read(
        tmp_path,
        PRACTICE="on",
        SMTP_URL="smtps://mail.example.org",
        MAIL_FROM="a@campaign.example",
        DATABASE_URL="postgresql://db/real",
        PUBLIC_URL="https://petition.example.org",
    )

    assert settings.database_url == f"sqlite:///{tmp_path}/practice/outreach.db"
    assert settings.smtp_url is None
    assert settings.captures_mail
    assert settings.public_url == "https://petition.example.org"


def test_a_half_configured_command_says_so_and_ends_with_one(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "outreach", "upgrade"],
        env={**os.environ, "INSTANCE_DIR": str(tmp_path), "FACES": "none", "TRIAL_MODE": "perhaps"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "FACES" in answer.stderr
    assert "TRIAL_MODE" in answer.stderr
    assert "Traceback" not in answer.stderr
