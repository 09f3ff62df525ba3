"""One visitor of the served page without a browser: speaks Streamlit's own protocol, as its front end does."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from websockets.sync.client import ClientConnection, connect

ANSWER_TIMEOUT_S = 60
IDLE_S, QUIET_S = 1.0, 5.0


@dataclass
class PageSession:
    """An open session: what is drawn by component and place, and the address that the page shows."""

    socket: ClientConnection
    query: str = ""
    chat_box: str = ""
    parts: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    place: str = ""
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
        self.send(question)
        self._read(until)

    def send(self, question: str | None = None, *, press: str | None = None) -> None:
        """Have the page's script run, with a question typed or a button pressed, and do not wait for it."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.place
        if press is not None:
            pressed = message.rerun_script.widget_states.widgets.add()
            pressed.id = self.buttons[press]
            pressed.trigger_value = True
        if question is not None:
            typed = message.rerun_script.widget_states.widgets.add()
            typed.id = self.chat_box
            typed.chat_input_value.data = question
        for name, values in self.choices.items():
            choice = message.rerun_script.widget_states.widgets.add()
            choice.id = name
            choice.string_array_value.data.extend(values)
        self.socket.send(message.SerializeToString())

    def act_and_redraw(self, question: str | None = None, *, press: str | None = None, after: int) -> None:
        """Type a question or press a button, and have the page drawn anew once `after` parts of it have come."""
        self.send(question, press=press)
        drawn = finished = 0
        while drawn < after and not finished:
            kind, _ = self._take(self.socket.recv(timeout=ANSWER_TIMEOUT_S))
            drawn += kind == "delta"
            finished += kind == "script_finished"
        self.send()
        # The first run ends too, early or not.
        with suppress(TimeoutError):
            while finished < 2:
                kind, _ = self._take(self.socket.recv(timeout=QUIET_S))
                finished += kind == "script_finished"

    def await_part(self, name: str, timeout_s: float = ANSWER_TIMEOUT_S) -> Any:  # noqa: ANN401 - what it draws
        """Wait until a part is drawn, and return it; where nothing more comes, have the page drawn anew.

        Raises:
            TimeoutError: it did not come in time.
        """
        deadline = time.monotonic() + timeout_s
        while name not in self.parts:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{name} was not drawn in {timeout_s} s; there is {sorted(self.parts)}")
            try:
                self._take(self.socket.recv(timeout=IDLE_S))
            except TimeoutError:
                self.send()
        return self.parts[name]

    def _read(self, until: str | None = None) -> None:
        """Take in what the server draws, to the end of the run or until the part `until` is there."""
        deadline = time.monotonic() + ANSWER_TIMEOUT_S
        while (left := deadline - time.monotonic()) > 0:
            kind, drawn = self._take(self.socket.recv(timeout=left))
            if kind == "script_finished" or (until is not None and drawn == until):
                return
        raise TimeoutError(f"nothing more was drawn in {ANSWER_TIMEOUT_S} s")

    def _take(self, received: str | bytes) -> tuple[str | None, str | None]:
        """Take in one message; return its kind, and the part that it draws."""
        message = ForwardMsg()
        message.ParseFromString(bytes(received, "utf-8") if isinstance(received, str) else received)
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        return kind, self._drawn(message) if kind == "delta" else None

    def _drawn(self, message: ForwardMsg) -> str | None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
            raise AssertionError(element.exception.message)
        if kind == "chat_input":
            self.chat_box = element.chat_input.id
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
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
def visiting(address: str, place: str = "", **parameters: str) -> Iterator[PageSession]:
    """Open the page at `address`, or its page `place`, with parameters, drawn once already; leave it at the end."""
    query = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        session = PageSession(socket, query, place=place)
        session.draw()
        yield session


def _key(widget_id: str) -> str:
    """Return the key given to a widget; Streamlit's ids end with it."""
    return widget_id.rpartition("-")[2]
