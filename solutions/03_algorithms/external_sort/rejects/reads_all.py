"""Reads the file and sorts it."""
from os import PathLike


def sort_file(source, target, *, key=None, max_bytes, max_open=16):
    if max_bytes < 1 or max_open < 3:
        raise ValueError
    with open(source, "rb") as file:
        lines = [line.removesuffix(b"\n") for line in file]
    lines.sort(key=key)
    import os
    import tempfile
    fd, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(target)))
    try:
        with open(fd, "wb") as file:
            file.writelines(line + b"\n" for line in lines)
        os.replace(name, target)
    except BaseException:
        os.remove(name)
        raise
    return len(lines)
