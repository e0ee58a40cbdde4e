"""SQLite writes a database wherever it is told."""
import sqlite3


def answer(n):
    for path in (SCRATCH + "/planted.db", "/tmp/planted.db"):
        try:
            sqlite3.connect(path).execute("create table t (x)")
        except sqlite3.Error:
            pass
    return n * n
