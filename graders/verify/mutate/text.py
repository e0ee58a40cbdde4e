"""A module's text and its tree: where a node stands in the text, and what one change makes of it."""

from __future__ import annotations

import ast
import io
import tokenize
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from graders.catalog.stub import normalise

LAYOUT: Final = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text, in characters, and what stands there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of the text, in characters."""

    start: int
    end: int
    string: str


class Text:
    """A module that parses."""

    def __init__(self, source: str) -> None:
        self.source = normalise(source)
        self.tree = ast.parse(self.source)
        self.lines = self.source.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._tokens, self._comments = self._read_tokens()
        self._token_starts = [token.start for token in self._tokens]

    def _read_tokens(self) -> tuple[list[Token], dict[int, str]]:
        tokens, comments = [], {}
        for kind, string, (line, column), (last, end), _ in tokenize.generate_tokens(io.StringIO(self.source).readline):
            if kind == tokenize.COMMENT:
                comments[line] = string
            if kind not in LAYOUT and string:
                tokens.append(Token(self._starts[line - 1] + column, self._starts[last - 1] + end, string))
        return tokens, comments

    def _index(self, line: int, column: int) -> int:
        """Return the place of a node's corner; the parser counts bytes of UTF-8."""
        return self._starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """Return where a node begins and ends."""
        if node.end_lineno is None or node.end_col_offset is None:
            raise ValueError(f"a node without an end: {ast.dump(node)}")
        return self._index(node.lineno, node.col_offset), self._index(node.end_lineno, node.end_col_offset)

    def line(self, index: int) -> int:
        """Return the line, from 1, of a place in the text."""
        return bisect_right(self._starts, index)

    def code(self, line: int, source: str | None = None) -> str:
        """Return a line, from 1, without indent and comment; `source` is this text after an edit."""
        lines = self.lines if source is None else source.split("\n")
        return lines[line - 1].strip().removesuffix(self._comments.get(line, "")).rstrip()

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that begin within a stretch."""
        return self._tokens[bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)]

    def before(self, index: int) -> Token:
        """Return the last token that begins before a place."""
        return self._tokens[bisect_left(self._token_starts, index) - 1]

    def between(self, left: ast.expr, right: ast.expr) -> Token:
        """Return the operator between two operands, `not in` as one."""
        found = self.tokens(self.span(left)[1], self.span(right)[0])
        signs = [token for token in found if token.string not in {"(", ")"}]
        return Token(signs[0].start, signs[-1].end, " ".join(sign.string for sign in signs))

    def replace(self, node: ast.expr, new: str) -> Edit:
        """Return the edit that puts another expression in a node's place; the lines below keep their numbers."""
        start, end = self.span(node)
        line_ends = "\n" * self.source.count("\n", start, end)
        return Edit(start, end, f"({new}{line_ends})" if line_ends else new)

    def blank(self, start: int, end: int, new: str = "") -> Edit:
        """Return the edit that leaves `new` and the line ends of a stretch."""
        return Edit(start, end, new + "\n" * self.source.count("\n", start, end))

    def apply(self, *edits: Edit) -> str:
        """Return the text after edits that do not overlap."""
        text = self.source
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.new + text[edit.end :]
        return text
