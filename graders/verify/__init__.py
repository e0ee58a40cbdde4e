"""Prove that a kata is sound: its references, rejects, mutants and words, and a scaffold for the next one."""
