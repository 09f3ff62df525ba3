"""Classes of the user's own packages, given in the settings by dotted name."""

from __future__ import annotations

import importlib
from typing import Any

from corpus.errors import SettingsError

__all__ = ["class_named"]


def class_named(dotted: str, base: type, setting: str, what: str) -> type[Any]:
    """Return the class that is given as 'package.module:Class'.

    Args:
        dotted: where the class is.
        base: the class that it must inherit from.
        setting: the setting that names it, for messages.
        what: what it has to be, for messages ('llama-index embedding').

    Raises:
        SettingsError: the package is not installed, has no such class, or it is none of `base`.
    """
    module_name, _, class_name = dotted.partition(":")
    try:
        found: Any = getattr(importlib.import_module(module_name), class_name)
    except ImportError as exc:
        raise SettingsError(f"{setting} {dotted}: {exc}; install the package that brings it") from exc
    except AttributeError as exc:
        raise SettingsError(f"{setting} {dotted}: {module_name} has no {class_name}") from exc
    if not (isinstance(found, type) and issubclass(found, base)):
        raise SettingsError(f"{setting} {dotted}: is no {what} (a subclass of {base.__name__})")
    return found
