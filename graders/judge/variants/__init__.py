"""Tests that a learner delivers, judged against the module that they are for: right, written otherwise, and wrong."""
