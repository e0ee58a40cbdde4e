"""What a head changes, found by comparing files: a shallow clone has no history, and a stranger may write any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from graders.ci.trees import Kind, Tree, digest, scan
from graders.report.review import Change, How


class Comparison:
    """Two checkouts, `before` and `head`, and what differs between them, in the order of paths."""

    def __init__(self, before: Path, head: Path) -> None:
        self._before, self._head = before, head
        self._old, self._new = scan(before, used=True), scan(head, used=False)
        renamed = dict(self._renamed())
        gone = set(renamed.values())
        found = [self._change(path, renamed) for path in sorted({*self._old, *self._new}) if path not in gone]
        self.changes = tuple(change for change in found if change is not None)

    @property
    def head(self) -> Tree:
        """What the head holds."""
        return self._new

    @property
    def contents(self) -> frozenset[str]:
        """The paths whose content is another, on either side."""
        changes = [change for change in self.changes if change.how is not How.MODE]
        renamed = (change.other for change in changes if change.how is How.RENAMED)
        return frozenset([*(change.path for change in changes), *renamed])

    def _change(self, path: str, renamed: dict[str, str]) -> Change | None:
        old, new = self._old.get(path), self._new.get(path)
        if new is None:
            return Change(path=path, how=How.DELETED)
        if new.kind is Kind.LINK:
            return None if new == old else Change(path=path, how=How.SYMLINK, other=new.target)
        if old is None:
            is_renamed = path in renamed
            return Change(path=path, how=How.RENAMED if is_renamed else How.ADDED, other=renamed.get(path, ""))
        if (old.kind, old.size) != (new.kind, new.size) or self._differs(path):
            return Change(path=path, how=How.CHANGED)
        return None if old == new else Change(path=path, how=How.MODE)

    def _differs(self, path: str) -> bool:
        return self._new[path].kind is Kind.FILE and digest(self._before, path) != digest(self._head, path)

    def _renamed(self) -> Iterator[tuple[str, str]]:
        """Yield each new path that has the content of one that is gone, and that one."""
        gone = defaultdict(list)
        for path in sorted(self._old.keys() - self._new.keys(), reverse=True):
            leaf = self._old[path]
            if leaf.kind is Kind.FILE and leaf.size:
                gone[leaf.size].append((digest(self._before, path), path))
        for path in sorted(self._new.keys() - self._old.keys()):
            leaf = self._new[path]
            candidates = gone[leaf.size] if leaf.kind is Kind.FILE and leaf.size in gone else []
            content = digest(self._head, path) if candidates else b""
            found = next((pair for pair in reversed(candidates) if pair[0] == content), None)
            if found:
                candidates.remove(found)
                yield path, found[1]
