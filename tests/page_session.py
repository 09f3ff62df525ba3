"""One visitor of the served page without a browser: speaks Streamlit's own protocol, as its front end does."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from websockets.sync.client import ClientConnection, connect

ANSWER_TIMEOUT_S = 60


@dataclass
class PageSession:
    """An open session: what is drawn by component and place, and the address that the page shows."""

    socket: ClientConnection
    query: str = ""
    chat_box: str = ""
    parts: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> tuple[dict[str, Any], float]:
        """Type a question and press Enter; return the answer as it is drawn, and the seconds until it was.

        Raises:
            TimeoutError: no answer was drawn in time.
            AssertionError: the page drew an exception.
        """
        answers = sum(name.startswith("answer") for name in self.parts)
        started = time.monotonic()
        self.draw(question, until=f"answer{answers}")
        seconds = time.monotonic() - started
        self._read()
        return self.parts[f"answer{answers}"], seconds

    def draw(self, question: str | None = None, *, until: str | None = None) -> None:
        """Run the page's script, with a question if there is one, to its end or until a part is drawn."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        if question is not None:
            typed = message.rerun_script.widget_states.widgets.add()
            typed.id = self.chat_box
            typed.chat_input_value.data = question
        for name, values in self.choices.items():
            choice = message.rerun_script.widget_states.widgets.add()
            choice.id = name
            choice.string_array_value.data.extend(values)
        self.socket.send(message.SerializeToString())
        self._read(until)

    def _read(self, until: str | None = None) -> None:
        """Take in what the server draws, to the end of the run or until the part `until` is there."""
        deadline = time.monotonic() + ANSWER_TIMEOUT_S
        while (left := deadline - time.monotonic()) > 0:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=left))
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                return
            if kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            if kind == "delta" and until is not None and self._drawn(message) == until:
                return
            if kind == "delta" and until is None:
                self._drawn(message)
        raise TimeoutError(f"nothing more was drawn in {ANSWER_TIMEOUT_S} s")

    def _drawn(self, message: ForwardMsg) -> str | None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
            raise AssertionError(element.exception.message)
        if kind == "chat_input":
            self.chat_box = element.chat_input.id
        if kind == "multiselect":
            self._chosen(element.multiselect)
        if kind != "bidi_component":
            return None
        name = _key(element.bidi_component.id)
        self.parts[name] = json.loads(element.bidi_component.json or "null")
        return name

    def _chosen(self, widget: MultiSelect) -> None:
        """Keep what the server says is chosen; a front end sends it back with each run."""
        if widget.set_value:
            self.choices[widget.id] = list(widget.raw_values)
        else:
            self.choices.setdefault(widget.id, [widget.options[place] for place in widget.default])


@contextmanager
def visiting(address: str, **parameters: str) -> Iterator[PageSession]:
    """Open the page at `address` with these parameters, drawn for the first time; leave it at the end."""
    query = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        session = PageSession(socket, query)
        session.draw()
        yield session


def _key(widget_id: str) -> str:
    """Return the key given to a widget; Streamlit's ids end with it."""
    return widget_id.rpartition("-")[2]
