"""What is asked of a server besides the reply; servers differ in what they know, and say so in their own ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

__all__ = ["Wishes", "is_too_long"]

_TOO_LONG = re.compile(
    r"context[ _-]?(?:length|window|size)|maximum context|exceeds? the (?:available )?context|n_ctx"
    r"|(?:prompt|input|message)s? (?:is |are )?too (?:long|large)|too many (?:input )?tokens",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The form of the reply, how its length is limited, and whether tokens are counted."""

    form: Literal["json_schema", "json_object", "none"] = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True
    usage: bool = True

    def arguments(self, max_tokens: int, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return them as arguments of a request; without a schema no form is asked for."""
        wanted: dict[str, Any] = {self.limit: max_tokens}
        if self.temperature:
            wanted["temperature"] = 0
        if self.usage:
            wanted["stream_options"] = {"include_usage": True}
        if schema is not None and self.form == "json_schema":
            named = {"name": "answer", "strict": True, "schema": dict(schema)}
            wanted["response_format"] = {"type": "json_schema", "json_schema": named}
        if schema is not None and self.form == "json_object":
            wanted["response_format"] = {"type": "json_object"}
        return wanted

    def after(self, refusal: str, tried: Collection[Wishes]) -> Wishes | None:
        """Return what to ask for instead of what was `tried`; None if nothing is left.

        Args:
            refusal: the server's words; a wish that they name is given up first.
            tried: what was refused for this request.
        """
        if is_too_long(refusal):
            return None
        named = (other for name, other in self._simpler() if name in refusal)
        return next((one for one in (*named, *_LADDER) if one not in tried), None)

    def _simpler(self) -> Iterator[tuple[str, Wishes]]:
        """Yield each wish by the words that name it, with what is left without it."""
        simpler: Literal["json_object", "none"] = "json_object" if self.form == "json_schema" else "none"
        for name in ("response_format", "json_schema", "json_object"):
            yield name, replace(self, form=simpler)
        is_old = self.limit == "max_tokens"
        yield self.limit, replace(self, limit="max_completion_tokens" if is_old else "max_tokens")
        yield "temperature", replace(self, temperature=False)
        yield "stream_options", replace(self, usage=False)


_LADDER = (
    Wishes(),
    Wishes("json_object"),
    Wishes("none"),
    Wishes("none", "max_completion_tokens", temperature=False),
    Wishes("none", temperature=False, usage=False),
)
"""What to ask for when a server does not say what it minds, from the most to what every server knows."""


def is_too_long(refusal: str) -> bool:
    """Whether a server says that it was sent more than it reads."""
    return _TOO_LONG.search(refusal) is not None
