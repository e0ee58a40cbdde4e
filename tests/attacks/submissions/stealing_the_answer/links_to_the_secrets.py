"""Links to the secrets, in places that it may read."""
import os


def answer(n):
    for path in SECRETS:
        for make in (os.symlink, os.link):
            for where in ("link", os.path.join(os.environ["TMPDIR"], "link"), os.path.join(SCRATCH, "link")):
                try:
                    make(path, where)
                    take(open(where).read())
                except OSError:
                    pass
    return n * n + KEY
