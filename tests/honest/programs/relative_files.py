"""Writes and reads in the current folder, and a database there."""
# grants: files=tmp
import shelve
import sqlite3

EXPECTED = ("hello", 3, [1, 2])
def run():
    with open("note.txt", "w", encoding="utf-8") as file:
        file.write("hello")
    with sqlite3.connect("x.db") as db:
        db.execute("create table t (x)"); db.executemany("insert into t values (?)", [(i,) for i in range(3)])
    with shelve.open("kept") as kept:
        kept["xs"] = [1, 2]
        xs = kept["xs"]
    return open("note.txt").read(), db.execute("select count(*) from t").fetchone()[0], xs
