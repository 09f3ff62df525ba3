"""Language models behind one small interface; none is asked unless the settings name one."""

from index.models.base import ChatModel, Message, NothingSpentError, Pieces, Reply
from index.models.factory import make_model

__all__ = ["ChatModel", "Message", "NothingSpentError", "Pieces", "Reply", "make_model"]
