"""The settings in force and where each comes from; the only module that reads the environment."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, PrivateAttr, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.errors import SettingsError

__all__ = ["SettingInForce", "Settings", "load_settings", "silence_telemetry"]

FILE_NAME = "inspection-qa.toml"
PREFIX = "INSPECTION_QA_"
OPENAI_KEY = "OPENAI_API_KEY"
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})

_SILENCE = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "ORT_DISABLE_TELEMETRY": "1",
    "OTEL_SDK_DISABLED": "true",
    "RAGAS_DO_NOT_TRACK": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "TRANSFORMERS_OFFLINE": "1",
}
"""Switches of the libraries; onnxruntime 1.31 obeys its own only if it is set before the import."""


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting as `inspection-qa config` shows it; a secret's value is never in `value`."""

    name: str
    value: str
    origin: str
    meaning: str


class Settings(BaseSettings):
    """Everything a user may set, each by `inspection-qa.toml` or by `INSPECTION_QA_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    index: Path = Field(Path(".inspection-qa"), description="folder of the index")
    corpus: Annotated[tuple[Path, ...], NoDecode] = Field(
        (), description="folders of documents; in a variable separated like PATH"
    )
    processes: int = Field(0, ge=0, le=256, description="processes that read documents; 0 for one per core")
    threads: int = Field(0, ge=0, le=256, description="threads that embed; 0 for one per core")

    chroma_url: str | None = Field(
        None, description="address of a Chroma server that keeps the index for several machines; not set: this one only"
    )
    chroma_token: SecretStr | None = Field(None, description="token for the Chroma server")
    chroma_token_header: Literal["X-Chroma-Token", "Authorization"] = Field(
        "X-Chroma-Token", description="header that carries the token; 'Authorization' sends it as 'Bearer'"
    )
    chroma_tenant: str = Field("default_tenant", description="tenant on the Chroma server")
    chroma_database: str = Field("default_database", description="database on the Chroma server")
    chroma_index: str = Field(
        "inspection-qa",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{1,39}$",
        description="name of the index on the Chroma server, which may hold several",
    )
    chroma_timeout_s: float = Field(20.0, gt=0, description="seconds that one request to the Chroma server may take")

    embedder: str = Field(
        "local", description="'local', 'openai', or 'package.module:Class' of a llama-index embedding"
    )
    embedding_model: str | None = Field(None, description="name of the model at the embedding address")
    question_encoder: Path | None = Field(
        None, description="file of another fit of the bundled model to questions; its own by default (decision 008)"
    )
    relevance_model: Path | None = Field(
        None, description="file of another fit of the model that judges sentences; its own by default (decision 009)"
    )
    embedding_url: str | None = Field(None, description="OpenAI-compatible address of the embedder")
    embedding_api_key: SecretStr | None = Field(None, description="key for the embedding address")
    embedding_timeout_s: float = Field(30.0, gt=0, description="seconds that one embedding request may take")
    embedding_batch: int = Field(64, ge=1, le=2048, description="texts in one embedding request")

    reranker: str = Field(
        "none",
        description="'none', an address that answers /rerank, a folder with model.onnx and tokenizer.json, or "
        "'package.module:Class' of a llama-index postprocessor",
    )
    reranker_model: str | None = Field(None, description="name of the model at the reranking address")
    reranker_api_key: SecretStr | None = Field(None, description="key for the reranking address")
    reranker_timeout_s: float = Field(10.0, gt=0, description="seconds that one reranking request may take")

    llm: str = Field("none", description="'none', 'openai', or 'package.module:Class' of a llama-index model")
    llm_model: str | None = Field(None, description="name of the language model")
    llm_url: str | None = Field(None, description="OpenAI-compatible address of the language model")
    llm_api_key: SecretStr | None = Field(None, description="key for the language model's address")
    llm_timeout_s: float = Field(60.0, gt=0, description="seconds that one answer of the model may take")
    llm_context_tokens: int = Field(8192, ge=512, description="tokens that the language model reads")
    llm_max_tokens: int = Field(800, ge=16, description="tokens that the language model may write")
    llm_daily_tokens: int = Field(0, ge=0, description="tokens that the language model may use a day; 0 for no cap")

    host: str = Field("127.0.0.1", description="address that the app listens on")
    port: int = Field(8501, ge=1, le=65535, description="port that the app listens on")
    runs: Path = Field(Path("eval-runs"), description="folder of the evaluation runs that the app shows")
    sign_in: bool = Field(False, description="whether the app asks everybody to sign in, by OpenID Connect")
    editors: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="e-mail addresses of those who may add and remove documents; in a variable separated by commas"
    )

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)

    @field_validator("corpus", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value

    @field_validator("editors", mode="before")
    @classmethod
    def _split_addresses(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("chroma_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return None if value is None else _address(value)

    @model_validator(mode="after")
    def _token_is_kept_secret(self) -> Settings:
        url = urlsplit(self.chroma_url or "")
        if self.chroma_token and url.scheme == "http" and url.hostname not in _THIS_MACHINE:
            raise ValueError("chroma_token would cross the network unencrypted: give chroma_url as https://")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take arguments before the environment; `load_settings` puts the file behind both."""
        return init_settings, env_settings

    def origin(self, name: str) -> str:
        """Where a setting's value comes from: 'default', 'argument', a file's path or a variable's name."""
        return self._origins.get(name, "argument" if name in self.model_fields_set else "default")

    def in_force(self) -> tuple[SettingInForce, ...]:
        """Every setting with its value, origin and meaning, secrets shown as '(set)'."""
        return tuple(
            SettingInForce(name, _shown(getattr(self, name)), self.origin(name), field.description or "")
            for name, field in type(self).model_fields.items()
        )


def load_settings(directory: Path | None = None, **arguments: object) -> Settings:
    """Read the settings: arguments before environment before `inspection-qa.toml` before defaults.

    Args:
        directory: folder in which `inspection-qa.toml` is looked for; by default the working directory.
        arguments: values given by the caller; None means not given.

    Raises:
        SettingsError: a key is unknown or a value is wrong; says which, where, and what is expected.
    """
    path = (directory or Path.cwd()) / FILE_NAME
    in_file = _read_file(path)
    given = {name: value for name, value in arguments.items() if value is not None}
    variables = {name: f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    in_environment = {name for name, variable in variables.items() if _environment().get(variable)}
    _refuse_unknown(in_file, str(path))
    _refuse_unknown(_unknown_variables(variables), "the environment")
    origins = (
        dict.fromkeys(in_file, str(path))
        | {name: variables[name] for name in in_environment}
        | dict.fromkeys(given, "argument")
    )
    values: dict[str, Any] = {name: value for name, value in in_file.items() if name not in in_environment} | given
    if keys := _openai_keys(set(origins)):
        values |= keys
        origins |= dict.fromkeys(keys, OPENAI_KEY)
    try:
        settings = Settings(**values)
    except ValidationError as exc:
        raise SettingsError(_explain(exc, origins)) from exc
    settings._origins.update(origins)
    return settings


def silence_telemetry() -> None:
    """Switch off every library's telemetry and downloads; call it before any of them is imported."""
    os.environ.update(_SILENCE)
    # numpy's library for linear algebra keeps its other threads spinning after each product, at whoever's cost.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _environment() -> Mapping[str, str]:
    return os.environ


def _openai_keys(given: set[str]) -> dict[str, str]:
    """Take OpenAI's own variable for a key that is not set; it alone switches no model on."""
    key = _environment().get(OPENAI_KEY)
    return {name: key for name in ("embedding_api_key", "llm_api_key") if name not in given} if key else {}


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: not a TOML file: {exc}. Write lines like: index = 'folder'") from exc
    except OSError as exc:
        raise SettingsError(f"{path}: cannot be read: {exc.strerror}. Make it readable or remove it.") from exc


def _unknown_variables(variables: Mapping[str, str]) -> list[str]:
    known = set(variables.values())
    return sorted(
        name[len(PREFIX) :].lower() for name in _environment() if name.startswith(PREFIX) and name not in known
    )


def _refuse_unknown(names: Mapping[str, Any] | list[str], where: str) -> None:
    for name in names:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(Settings.model_fields)}"
            raise SettingsError(f"{where}: unknown setting '{name}'; {hint}")


def _address(value: str) -> str:
    """Return an address of a server without a slash at its end; refuse what is none, or holds a password."""
    try:
        url = urlsplit(value)
        is_address = url.scheme in {"http", "https"} and bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError as exc:
        raise ValueError(f"no address: {exc}") from exc
    if "@" in url.netloc:
        raise ValueError("names a user or password, which would be shown; set chroma_token instead")
    if not is_address or url.query or url.fragment:
        raise ValueError("expected an address such as https://chroma.example.org:8000")
    return value.rstrip("/")


def _explain(exc: ValidationError, origins: Mapping[str, str]) -> str:
    """Say what is wrong with each value, without repeating a secret one."""
    lines = []
    for error in exc.errors(include_url=False):
        name = str(error["loc"][0]) if error["loc"] else "settings"
        field = Settings.model_fields.get(name)
        # An address may hold a password; a rule about several settings is given all of them.
        is_secret = name.endswith(("_key", "_token", "_url")) or not error["loc"]
        found = "" if is_secret else f"found {error['input']!r}; "
        meaning = f" ({field.description})" if field else ""
        lines.append(f"{origins.get(name, 'argument')}: setting '{name}'{meaning}: {found}{error['msg']}")
    return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "(not set)"
    if isinstance(value, SecretStr):
        return "(set)"
    if isinstance(value, tuple):
        return os.pathsep.join(str(part) for part in value) or "(none)"
    return str(value)
