import pytest

from tests.support.commands import Shell


@pytest.fixture
def shell(environment, tmp_path) -> Shell:
    return Shell(environment, tmp_path)


@pytest.mark.parametrize("words", ["users list", "contacts export all.csv", "mailings show 1", "worker --drain"])
def test_before_the_first_upgrade_a_command_says_what_to_type(shell, databases, words):
    done = shell.run(*words.split(), DATABASE_URL=databases.empty())

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "outreach upgrade" in done.stderr


@pytest.mark.parametrize("words", ["users list", "upgrade", "run --real --port 18999"])
@pytest.mark.parametrize("url", ["postgresql://outreach@127.0.0.1:1/none", "sqlite:////proc/none/outreach.db"])
@pytest.mark.one_database
def test_a_database_out_of_reach_is_one_sentence(shell, words, url):
    done = shell.run(*words.split(), DATABASE_URL=url)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "DATABASE_URL" in done.stderr


@pytest.mark.one_database
def test_a_number_too_large_for_any_row_is_wrong_usage(shell):
    done = shell.run("mailings", "show", 10**23)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
