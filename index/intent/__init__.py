"""What a question or follow-up wants, in plain words that rules read."""

from __future__ import annotations

from index.intent.mentions import Names
from index.intent.model import IntentModel
from index.intent.plain import Plain, plain_wordings

__all__ = ["IntentModel", "Names", "Plain", "plain_wordings"]
