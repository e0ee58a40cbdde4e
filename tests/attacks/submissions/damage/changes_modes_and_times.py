"""What Landlock does not look at: modes, owners, times, attributes, lengths."""
import os


def answer(n):
    for path in (os.path.join(SCRATCH, "canary.txt"), SCRATCH, ROOT, *SECRETS):
        for do in (lambda: os.chmod(path, 0), lambda: os.utime(path, (0, 0)), lambda: os.chown(path, os.getuid(), os.getgid()),
                   lambda: os.setxattr(path, "user.x", b"1"), lambda: os.truncate(path, 0), lambda: os.rename(path, path + "x"),
                   lambda: os.mkfifo(path + ".fifo"), lambda: os.link(path, path + ".link")):
            try:
                do()
            except OSError:
                pass
    return n * n
