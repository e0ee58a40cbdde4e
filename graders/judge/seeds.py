"""The verdict's seed: the same submission, the same verdict, and nothing to tune to."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graders.model import Kata, Submission


def verdict_seed(kata: Kata, submission: Submission) -> int:
    """Return H(kata id, hash of hidden/, hash of the submission), 64 bits."""
    digest = hashlib.sha256(kata.id.encode())
    for path in sorted(kata.hidden.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(submission.sha256.encode())
    return int.from_bytes(digest.digest()[:8], "big")
