"""yaml-language-server, which VS Code, Neovim and others run, driven as by an editor: JSON-RPC over stdio.

Sources: Language Server Protocol 3.17, "Base Protocol"; yaml-language-server, README, "Language Server settings".
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from bootstrap import paths

_FOLDER = paths.TOOLS / "editor"
_PROGRAM = _FOLDER / "node_modules/yaml-language-server/bin/yaml-language-server"
#: A tab stop of a snippet: ``$1``, ``${1}``, ``${1:text}``.
_STOP = re.compile(r"\$(\d+)|\$\{(\d+)(?::((?:\\.|[^\\}])*))?\}")

Completion = dict[str, Any]


class LanguageServer:
    """A running server that uses one schema for every YAML file."""

    def __init__(self, schema: Path | None = None) -> None:
        """Start it; skip the test if the server isn't installed.

        Args:
            schema: schema for all files. None: the one in a file's modeline.
        """
        if not (_FOLDER / ".setup").is_file():
            pytest.skip("yaml-language-server is not installed; run `make test` (its packages may be unavailable)")
        self._settings = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
        if schema:
            self._settings["schemas"] = {schema.as_uri(): "*.yaml"}
        node = Path(paths.npm()[0])
        self._process = subprocess.Popen([node, _PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._ids = itertools.count(1)
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        snippets = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        capabilities = {"textDocument": {"completion": snippets, "hover": {}}, "workspace": {"configuration": True}}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._notify("initialized", {})
        self._configured = False
        while not self._configured:  # until then it has no schema
            self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def diagnostics(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with this text, wait for the server's diagnostics, and return them."""
        uri = self._open(path, text)
        self._diagnostics.pop(uri, None)
        while uri not in self._diagnostics:
            self._read()
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return self._diagnostics.pop(uri)

    def completions(self, path: Path, text: str) -> list[Completion]:
        """Return the completions at the ``|`` in the text."""
        line, character = _position(text)
        uri = self._open(path, text.replace("|", "", 1))
        answer = self._ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return list(answer["items"])

    def hover(self, path: Path, text: str) -> str:
        """Return the hover text at the ``|`` in the text."""
        line, character = _position(text)
        uri = self._open(path, text.replace("|", "", 1))
        answer = self._ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return str(answer["contents"]["value"]) if answer else ""

    def _open(self, path: Path, text: str) -> str:
        document = {
            "uri": path.as_uri(),
            "languageId": "yaml",
            "version": next(self._ids),
            "text": text,
        }  # the server keeps a version's tree
        self._notify("textDocument/didOpen", {"textDocument": document})
        return str(document["uri"])

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._ids)
        self._write({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _notify(self, method: str, params: dict[str, Any]) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Read one message; requests of the server are answered, diagnostics kept."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            answers = {"yaml": self._settings}
            self._configured = True
            self._write({"id": message["id"], "result": [answers.get(item["section"]) for item in message["params"]["items"]]})
        elif "method" in message and "id" in message:
            self._write({"id": message["id"], "result": None})
        return message


def applied(text: str, completion: Completion) -> str:
    """Return the text with a completion in it, each tab stop of its snippet as its default, with ``|`` at the first that has none."""
    edit = completion.get("textEdit") or {}
    insert = str(edit.get("newText", completion.get("insertText", completion["label"])))
    line, character = _position(text)
    clean = text.replace("|", "", 1)
    start = end = _offset(clean, line, character)
    if edit:
        start, end = (_offset(clean, edit["range"][side]["line"], edit["range"][side]["character"]) for side in ("start", "end"))
    begin = clean[clean.rfind("\n", 0, start) + 1 : start]
    indent = re.match(r"\s*", begin)
    # An editor indents the other lines of a snippet like its first line. Source: LSP, ``InsertTextMode.adjustIndentation``.
    insert = insert.replace("\n", f"\n{indent[0] if indent else ''}")
    open_stop = [False]

    def stop(found: re.Match[str]) -> str:
        if found[3]:
            return found[3].replace("\\}", "}").replace("\\$", "$")
        first, open_stop[0] = not open_stop[0], True
        return "|" if first else ""

    return clean[:start] + _STOP.sub(stop, insert) + clean[end:]


def _position(text: str) -> tuple[int, int]:
    before = text[: text.index("|")]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _offset(text: str, line: int, character: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[:line]) + character
