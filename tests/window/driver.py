"""Drives a running Dossier from outside, as a person would: reads its accessible tree, clicks, types, takes pictures.

The program must be built with `--features inspection` and started with EGUI_INSPECTION=HOST:PORT; it then speaks
version 1 of the protocol of the crate `egui_inspection`: frames of MessagePack behind a length of four bytes.
Needs nothing but Python's standard library.
"""

import os
import socket
import struct
import subprocess
import time
from dataclasses import dataclass, field

MAGIC, VERSION = b"eins", 1
WAIT = 20.0  # Seconds that something may take to appear.


class Missing(Exception):
    """Something that should be in the window is not there."""


# --- MessagePack ---------------------------------------------------------------------------------

# Type codes with a size: the code is followed by a number of this format, and that by the content.
STRINGS = {0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
BYTES = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I"}
LISTS = {0xDC: ">H", 0xDD: ">I"}
MAPS = {0xDE: ">H", 0xDF: ">I"}
NUMBERS = {
    0xCA: ">f", 0xCB: ">d",
    0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}
WORDS = {0xC0: None, 0xC2: False, 0xC3: True}


def pack(value):
    """A value as MessagePack: None, bool, int, float, str, list and dict."""
    if value is None or isinstance(value, bool):
        return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
    if isinstance(value, int):
        return struct.pack("b", value) if -32 <= value < 128 else b"\xd3" + struct.pack(">q", value)
    if isinstance(value, float):
        return b"\xca" + struct.pack(">f", value)
    if isinstance(value, str):
        text = value.encode()
        return b"\xdb" + struct.pack(">I", len(text)) + text
    if isinstance(value, (list, tuple)):
        return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(pack, value))
    pairs = b"".join(pack(key) + pack(held) for key, held in value.items())
    return b"\xdf" + struct.pack(">I", len(value)) + pairs


def unpack(data):
    """The value that bytes hold as MessagePack."""
    return _value(data, 0)[0]


def _value(data, at):
    """The value that begins at a byte, and the byte after it."""
    code = data[at]
    at += 1
    if code < 0x80:
        return code, at
    if code >= 0xE0:
        return code - 0x100, at
    if code < 0x90:
        return _map(data, at, code & 0x0F)
    if code < 0xA0:
        return _list(data, at, code & 0x0F)
    if code < 0xC0:
        return _text(data, at, code & 0x1F)
    if code in WORDS:
        return WORDS[code], at
    if code in NUMBERS:
        return _number(data, at, NUMBERS[code])
    for sizes, read in ((STRINGS, _text), (BYTES, _bytes), (LISTS, _list), (MAPS, _map)):
        if code in sizes:
            size, at = _number(data, at, sizes[code])
            return read(data, at, size)
    raise ValueError(f"MessagePack has no type {code:#x} here")


def _number(data, at, layout):
    return struct.unpack_from(layout, data, at)[0], at + struct.calcsize(layout)


def _text(data, at, size):
    return data[at:at + size].decode(), at + size


def _bytes(data, at, size):
    return data[at:at + size], at + size


def _list(data, at, size):
    end = at + 5 * size
    if size > 4 and data[at:end:5] == b"\xca" * size:  # The many places of letters in a text.
        return list(struct.unpack_from(">" + "xf" * size, data, at)), end
    values = []
    for _ in range(size):
        value, at = _value(data, at)
        values.append(value)
    return values, at


def _map(data, at, size):
    pairs, at = _list(data, at, 2 * size)
    return dict(zip(pairs[::2], pairs[1::2])), at


# --- The accessible tree -------------------------------------------------------------------------


@dataclass
class Node:
    """A widget as a screen reader is told of it; `box` is (left, top, right, bottom) in points."""

    role: str
    name: str
    value: str
    about: str
    box: tuple
    children: list = field(default_factory=list)

    @property
    def centre(self):
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


def node_of(raw):
    """A node as AccessKit sends it: a list that ends with its properties."""
    role, told = raw[0], raw[-1] or {}
    bounds = told.get("bounds") or (0.0, 0.0, 0.0, 0.0)
    if isinstance(bounds, dict):
        bounds = tuple(bounds[side] for side in ("x0", "y0", "x1", "y1"))
    words = [told.get(key) or "" for key in ("label", "value", "description")]
    return Node(role, *words, tuple(bounds), told.get("children") or [])


# --- The window ----------------------------------------------------------------------------------


class Window:
    """A running window. Every act waits until the program has nothing left to do."""

    def __init__(self, address, timeout=WAIT):
        host, port = address.rsplit(":", 1)
        self.socket = _connected(host, int(port), time.monotonic() + timeout)
        self.socket.settimeout(60)
        magic, version = self._read(4), struct.unpack(">I", self._read(4))[0]
        if (magic, version) != (MAGIC, VERSION):
            raise ConnectionError(f"this is no window to inspect: {magic!r} {version}")

    def close(self):
        """Lets the window be; it goes on running."""
        self.socket.close()

    def ask(self, request):
        """Sends one request; gives the one answer."""
        body = pack(request)
        self.socket.sendall(struct.pack(">I", len(body)) + body)
        size = struct.unpack(">I", self._read(4))[0]
        answer = unpack(self._read(size))
        if isinstance(answer, dict) and "Error" in answer:
            raise RuntimeError(f"the window refuses {request!r}: {answer['Error']}")
        return answer

    def _read(self, size):
        got = bytearray()
        while len(got) < size:
            part = self.socket.recv(min(size - len(got), 1 << 20))
            if not part:
                raise ConnectionError("the window is gone")
            got += part
        return bytes(got)

    # Reading

    def nodes(self):
        """Every widget, from top to bottom and left to right; none before the first frame."""
        tree = self.ask("GetTree")["Tree"][2]
        nodes = [node_of(raw) for _, raw in tree[0]] if tree else []
        return sorted(nodes, key=lambda node: (node.box[1], node.box[0]))

    def found(self, name, role=None, part=False):
        """The widgets of a name (or value), or with it as a part of their name."""

        def fits(node):
            names = (node.name, node.value)
            same = any(name in own for own in names) if part else name in names
            return same and role in (None, node.role) and node.box[2] > node.box[0]

        return [node for node in self.nodes() if fits(node)]

    def has(self, name, role=None, part=False):
        """Whether there is such a widget."""
        return bool(self.found(name, role, part))

    def wait(self, name, role=None, part=False, timeout=WAIT):
        """The first such widget, once there is one."""
        end = time.monotonic() + timeout
        while not (found := self.found(name, role, part)):
            if time.monotonic() > end:
                raise Missing(f"the window does not show “{name}”")
            time.sleep(0.05)
        return found[0]

    def wait_gone(self, name, role=None, part=False, timeout=WAIT):
        """Waits until no such widget is left."""
        end = time.monotonic() + timeout
        while self.has(name, role, part):
            if time.monotonic() > end:
                raise Missing(f"the window still shows “{name}”")
            time.sleep(0.05)

    def tree(self):
        """The tree as lines of text, for those who look for a widget's name."""
        shown = [node for node in self.nodes() if node.role != "textRun" and (node.name or node.value)]
        line = "{0.role:14} {0.name!r} {0.value!r} {0.about!r} {0.box}"
        return "\n".join(line.format(node) for node in shown)

    def picture(self, path):
        """Writes what the window shows as a PNG."""
        _size, png = self.ask({"GetScreenshot": [1.0]})["Screenshot"]
        with open(path, "wb") as file:
            file.write(png)

    # Acting

    def settle(self):
        """Waits until the program draws no more frames."""
        self.ask({"Settle": [400]})

    def send(self, *events):
        """Sends events of the pointer and the keyboard, each of which the next frame sees."""
        self.ask({"ApplyEvents": [list(events)]})

    def press(self, keys):
        """Presses a key with its modifiers, such as `Ctrl+Shift+Z`; a letter on its own also types itself."""
        *held, key = keys.split("+")
        modifiers = _modifiers(held)
        events = [_key(key, True, modifiers)]
        if not held and len(key) == 1:
            events.append({"Text": key.lower()})
        self.send({"ModifiersChanged": modifiers}, *events)
        self.send(_key(key, False, modifiers), {"ModifiersChanged": _modifiers([])})
        self.settle()

    def type(self, text):
        """Types text into what has the keyboard."""
        self.send({"Text": text})
        self.settle()

    def point(self, at):
        """Moves the pointer."""
        self.send({"PointerMoved": _pair(at)})

    def click(self, target, role=None, part=False, times=1):
        """Clicks a node, or a widget by its name."""
        node = target if isinstance(target, Node) else self.wait(target, role, part)
        self.click_at(node.centre, times)
        return node

    def click_at(self, at, times=1):
        """Clicks a place, in points."""
        self.point(at)
        for _ in range(times):
            self.send(_button(at, True))
            self.send(_button(at, False))
        self.settle()

    def drag(self, start, end, steps=8, held=()):
        """Drags from one place to another, with modifiers held such as `Shift`."""
        self.point(start)
        self.send({"ModifiersChanged": _modifiers(held)}, _button(start, True, held))
        for step in range(1, steps + 1):
            share = step / steps
            self.point([a + (b - a) * share for a, b in zip(start, end)])
        self.send(_button(end, False, held))
        self.send({"ModifiersChanged": _modifiers([])})
        self.settle()

    def scroll(self, at, down):
        """Turns the wheel over a place: this many points down, or up where negative."""
        self.point(at)
        self.send({"MouseWheel": ["Point", _pair((0, -down)), "Move", "Wheel", _modifiers([])]})
        self.settle()

    def resize(self, width, height):
        """Gives the window another size, in points."""
        self.ask({"Resize": [width, height]})
        self.settle()


class Program:
    """A run of the program that DOSSIER_PROGRAM names, with its window.

    Its display, settings and address come from the environment, which `run` prepares.
    """

    def __init__(self, *arguments):
        self.started = time.monotonic()
        self.process = subprocess.Popen([os.environ["DOSSIER_PROGRAM"], *arguments])
        try:
            self.window = Window(os.environ["EGUI_INSPECTION"])
        except BaseException:
            self.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        """Ends it with SIGKILL: it has no chance to put anything away."""
        self.process.kill()
        self.process.wait()

    def age(self):
        """Seconds since it was started."""
        return time.monotonic() - self.started

    def cpu(self):
        """Seconds of CPU that it has used so far."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            told = file.read().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _connected(host, port, end):
    while True:
        try:
            return socket.create_connection((host, port), timeout=1.0)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def _modifiers(held):
    command = "Ctrl" in held
    return ["Alt" in held, command, "Shift" in held, False, command]


def _key(key, pressed, modifiers):
    return {"Key": ["Num" + key if key.isdigit() else key, None, pressed, False, modifiers]}


def _button(at, pressed, held=()):
    return {"PointerButton": [_pair(at), "Primary", pressed, _modifiers(held)]}


def _pair(at):
    return [float(at[0]), float(at[1])]
