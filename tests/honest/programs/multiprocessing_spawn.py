"""Spawned processes that import this module again, with a pipe between."""
# grants: files=tmp processes=4
import multiprocessing

EXPECTED = [0, 1, 4]
def work(pipe, n): pipe.send(n * n)
def run():
    context = multiprocessing.get_context("spawn")
    found = []
    for n in range(3):
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, n))
        process.start()
        found.append(ours.recv())
        process.join()
    return found
