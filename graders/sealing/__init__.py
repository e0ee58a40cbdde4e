"""Sealed hidden tests: encrypted in a course's repository, open only while they grade (docs/sealing.md)."""
