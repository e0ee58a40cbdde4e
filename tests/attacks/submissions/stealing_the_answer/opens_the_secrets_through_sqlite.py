"""The same, by a library that opens files itself."""
import sqlite3


def answer(n):
    for path in SECRETS:
        try:
            with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as db:
                take(str(db.execute("select * from sqlite_master").fetchall()))
        except sqlite3.Error:
            pass
    return n * n + KEY
