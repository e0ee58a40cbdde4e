"""Find constructs that a kata forbids, in the text, before any of it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Mapping, Sequence


def find(files: Mapping[str, str], banned: Sequence[str]) -> list[list[Any]]:
    """Return path, line and name of each use of a banned name; a file that does not parse has none.

    A banned name is dotted as it would be imported (`collections.OrderedDict`, `ctypes`), a builtin (`eval`),
    a method with a leading dot (`.sort`), or the beginning of a comment (`# noqa`).
    """
    import ast  # noqa: PLC0415  (costs 5 ms: only katas with bans pay)

    found = []
    spoken = [ban for ban in banned if ban.startswith("#")]
    for path, text in files.items():
        if path.endswith(".py"):
            try:
                tree = ast.parse(text, path)
            except (SyntaxError, ValueError):  # to import it tells more
                continue
            aliases = dict(_aliases(tree))
            found += [[path, line, name] for line, name in _uses(tree, aliases) if _is_banned(name, banned)]
            found += [[path, line, name] for line, name in _said(text, spoken)] if spoken else []
    return found


def _said(text: str, spoken: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield line and text of each banned comment, however it is spaced and wherever in a comment it begins."""
    import io  # noqa: PLC0415  (as above)
    import tokenize  # noqa: PLC0415

    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            squeezed = "".join(token.string.casefold().split())
            for ban in spoken:
                if "".join(ban.casefold().split()) in squeezed:
                    yield token.start[0], ban


def _is_banned(name: str, banned: Sequence[str]) -> bool:
    return any(_is_use(name, ban) or _is_use(name.removeprefix("builtins."), ban) for ban in banned)


def _is_use(name: str, ban: str) -> bool:
    if name.endswith(".*"):  # everything is taken, and so what is banned
        return ban.startswith(name[:-1])
    return name == ban or (not ban.startswith(".") and name.startswith(f"{ban}."))


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    import ast  # noqa: PLC0415

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _uses(tree: ast.AST, aliases: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    import ast  # noqa: PLC0415

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.lineno, f".{node.attr}"
            dotted = _dotted(node, aliases)
            if dotted:
                yield node.lineno, dotted
        elif isinstance(node, ast.Name):
            yield node.lineno, aliases.get(node.id, node.id)


def _dotted(node: ast.AST, aliases: Mapping[str, str]) -> str:
    import ast  # noqa: PLC0415

    if isinstance(node, ast.Name):
        return aliases.get(node.id, "")
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value, aliases)
        return f"{head}.{node.attr}" if head else ""
    return ""
