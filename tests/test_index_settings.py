"""Settings: where each value comes from, what is refused, and that secrets and telemetry stay quiet."""

import os
from pathlib import Path

import pytest

from corpus.errors import SettingsError
from index.settings import Settings, load_settings, silence_telemetry


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def test_settings_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.index == Path(".inspection-qa")
    assert settings.origin("index") == "default"
    assert settings.embedder == "local"


def test_settings_argument_before_environment_before_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "inspection-qa.toml"
    file.write_text('index = "of-file"\nthreads = 3\nport = 9000\ncorpus = ["one", "two"]\n')
    monkeypatch.setenv("INSPECTION_QA_INDEX", "of-environment")
    monkeypatch.setenv("INSPECTION_QA_THREADS", "2")
    settings = load_settings(tmp_path, index=Path("of-argument"), port=None)
    assert (settings.index, settings.threads, settings.port) == (Path("of-argument"), 2, 9000)
    assert settings.corpus == (Path("one"), Path("two"))
    origins = {name: settings.origin(name) for name in ("index", "threads", "port", "host")}
    assert origins == {"index": "argument", "threads": "INSPECTION_QA_THREADS", "port": str(file), "host": "default"}


def test_settings_folders_in_variable_are_separated_like_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_QA_CORPUS", os.pathsep.join(["one", "two words"]))
    assert load_settings(tmp_path).corpus == (Path("one"), Path("two words"))


def test_settings_unknown_variable_is_refused_with_the_near_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTION_QA_INDX", "x")
    with pytest.raises(SettingsError, match=r"the environment: unknown setting 'indx'; did you mean 'index'\?"):
        load_settings(tmp_path)


def test_settings_unknown_key_in_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "inspection-qa.toml").write_text("colour = 1\n")
    with pytest.raises(SettingsError, match=r"inspection-qa\.toml: unknown setting 'colour'; known are: index"):
        load_settings(tmp_path)


def test_settings_wrong_value_says_where_and_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_QA_PORT", "door")
    with pytest.raises(SettingsError, match=r"INSPECTION_QA_PORT: setting 'port' .*found 'door'"):
        load_settings(tmp_path)


@pytest.mark.parametrize("content", [b"index = ", b"\xff\xfe\x00", b"index: folder"])
def test_settings_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "inspection-qa.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"inspection-qa\.toml: not a TOML file"):
        load_settings(tmp_path)


def test_settings_secret_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_QA_LLM_API_KEY", "hush-hush")
    settings = load_settings(tmp_path)
    shown = repr(settings) + str(settings.in_force())
    assert "hush-hush" not in shown
    assert settings.llm_api_key is not None
    assert settings.llm_api_key.get_secret_value() == "hush-hush"
    (entry,) = [entry for entry in settings.in_force() if entry.name == "llm_api_key"]
    assert (entry.value, entry.origin) == ("(set)", "INSPECTION_QA_LLM_API_KEY")


def test_settings_secret_is_not_repeated_in_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(tmp_path, llm_api_key=["hush-hush"])
    assert "hush-hush" not in str(raised.value)


def test_settings_openai_key_is_taken_but_switches_nothing_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "hush-hush")
    settings = load_settings(tmp_path)
    assert (settings.embedder, settings.llm) == ("local", "none")
    assert settings.origin("llm_api_key") == "OPENAI_API_KEY"


def test_settings_every_one_has_a_meaning() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_telemetry_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ORT_DISABLE_TELEMETRY", "ANONYMIZED_TELEMETRY", "RAGAS_DO_NOT_TRACK"):
        monkeypatch.setenv(name, "whatever")
    silence_telemetry()
    names = ("ORT_DISABLE_TELEMETRY", "ANONYMIZED_TELEMETRY", "RAGAS_DO_NOT_TRACK", "HF_HUB_OFFLINE")
    assert [os.environ[name] for name in names] == ["1", "False", "true", "1"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("ftp://chroma.example.org", "expected an address such as"),
        ("chroma.example.org:8000", "expected an address such as"),
        ("https://chroma.example.org/?a=b", "expected an address such as"),
        ("http://chroma.example.org:99999", "no address"),
        ("https://someone:hush-hush@chroma.example.org", "set chroma_token instead"),
    ],
)
def test_settings_chroma_address_that_is_none(tmp_path: Path, url: str, found: str) -> None:
    with pytest.raises(SettingsError, match=found) as raised:
        load_settings(tmp_path, chroma_url=url)
    assert "hush-hush" not in str(raised.value)


def test_settings_chroma_token_needs_tls_beyond_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_QA_CHROMA_TOKEN", "hush-hush")
    monkeypatch.setenv("INSPECTION_QA_CHROMA_URL", "http://chroma.example.org:8000")
    with pytest.raises(SettingsError, match=r"unencrypted: give chroma_url as https://") as raised:
        load_settings(tmp_path)
    assert "hush-hush" not in str(raised.value)
    for url in ("https://chroma.example.org", "http://127.0.0.1:8000/"):
        monkeypatch.setenv("INSPECTION_QA_CHROMA_URL", url)
        settings = load_settings(tmp_path)
        assert settings.chroma_url == url.rstrip("/")
        assert "hush-hush" not in repr(settings) + str(settings.in_force())
        shown = {entry.name: entry.value for entry in settings.in_force()}
        assert (shown["chroma_token"], shown["chroma_url"]) == ("(set)", url.rstrip("/"))


@pytest.mark.parametrize("name", ["a.b", "x", "-start", "with space", "a/b"])
def test_settings_chroma_index_name_is_one_that_the_server_takes(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="chroma_index"):
        load_settings(tmp_path, chroma_index=name)
