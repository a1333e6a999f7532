"""What the environment may say, and what must not start."""

import base64
from pathlib import Path

import pytest

from config.environment import Environment, EnvironmentRefused, read_env_file, refuse_unsafe

KEY_ONE = "11" * 32
KEY_TWO = base64.urlsafe_b64encode(b"\xff" * 32).decode()
SECRETS = {"SECRET_KEY": "x" * 50, "FIELD_KEYS": f"1:{KEY_ONE}", "INDEX_KEY": KEY_ONE}


@pytest.mark.parametrize(
    ("word", "expected"), [("1", True), ("true", True), ("0", False), ("", False), ("off", False)]
)
def test_a_flag_is_off_unless_it_is_switched_on(word: str, expected: bool) -> None:
    assert Environment({"DEBUG": word}).flag("DEBUG") is expected
    assert Environment({}).flag("DEBUG") is False


def test_a_flag_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(EnvironmentRefused, match="DEBUG skal være 1 eller 0, ikke »måske«"):
        Environment({"DEBUG": "Måske"}).flag("DEBUG")


def test_items_are_separated_by_commas() -> None:
    env = Environment({"ALLOWED_HOSTS": "a.dk, b.dk,"})
    assert env.items("ALLOWED_HOSTS") == ["a.dk", "b.dk"]
    assert env.items("OTHER", ("c.dk",)) == ["c.dk"]


@pytest.mark.parametrize("word", ["ti", "-1", "1.5"])
def test_a_number_that_cannot_be_read_is_refused(word: str) -> None:
    with pytest.raises(EnvironmentRefused, match="helt tal"):
        Environment({"CONN_MAX_AGE": word}).number("CONN_MAX_AGE", 600)


def test_field_keys_keep_their_order_newest_first() -> None:
    keys = Environment({"FIELD_KEYS": f"2:{KEY_TWO},1:{KEY_ONE}"}).keys("FIELD_KEYS", "")
    assert list(keys.items()) == [(2, b"\xff" * 32), (1, b"\x11" * 32)]


@pytest.mark.parametrize(
    "text",
    [KEY_ONE, f"0:{KEY_ONE}", f"256:{KEY_ONE}", f"1:{KEY_ONE},1:{KEY_ONE}", "1:kort", "1:"],
)
def test_field_keys_that_could_lock_data_are_refused(text: str) -> None:
    with pytest.raises(EnvironmentRefused, match="FIELD_KEYS"):
        Environment({"FIELD_KEYS": text}).keys("FIELD_KEYS", "")


def test_the_file_holds_a_name_and_a_value_per_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# bemærkning\n\nSECRET_KEY='æ=ø'\n DEBUG = 1 \n", encoding="utf-8")
    assert read_env_file(file) == {"SECRET_KEY": "æ=ø", "DEBUG": "1"}
    assert read_env_file(tmp_path / "mangler") == {}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"])
def test_production_does_not_start_on_a_default_secret(missing: str) -> None:
    env = Environment({name: value for name, value in SECRETS.items() if name != missing})
    with pytest.raises(EnvironmentRefused, match=f"uden egne hemmeligheder: {missing} mangler"):
        refuse_unsafe(env, demo=False, debug=False)


def test_production_starts_on_its_own_secrets() -> None:
    refuse_unsafe(Environment(SECRETS), demo=False, debug=False)


@pytest.mark.parametrize(
    ("name", "value"), [("ALLOWED_HOSTS", "forloeb.kommune.dk"), *SECRETS.items()]
)
def test_the_demo_does_not_start_with_settings_of_production(name: str, value: str) -> None:
    with pytest.raises(EnvironmentRefused, match="DEMO_MODE=1 må ikke bruges sammen med"):
        refuse_unsafe(Environment({name: value}), demo=True, debug=False)


def test_the_demo_starts_on_this_machine() -> None:
    refuse_unsafe(Environment({"ALLOWED_HOSTS": "localhost,127.0.0.1"}), demo=True, debug=False)
