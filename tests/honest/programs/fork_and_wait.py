"""The old way: fork, a pipe, wait."""
# grants: processes=2
import os

EXPECTED = (b"from the child", 7)
def run():
    r, w = os.pipe()
    pid = os.fork()
    if not pid:
        os.write(w, b"from the child")
        os._exit(7)
    return os.read(r, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
