"""The grader of Senior Katas: learner code never runs in the process that decides."""

from __future__ import annotations

__version__ = "0.1.0"
