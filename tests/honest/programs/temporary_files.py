"""Files, folders, links and moves in its own folder."""
# grants: files=tmp
import os
import shutil
import tempfile
from pathlib import Path

EXPECTED = ["a", "b", "copied", "link", 3, True, "0o600"]
def run():
    with tempfile.TemporaryDirectory() as name, tempfile.NamedTemporaryFile(dir=name, delete=False) as file:
        folder = Path(name)
        file.write(b"abc"); file.flush(); os.fsync(file.fileno())
        (folder / "a").write_text("x"); os.replace(folder / "a", folder / "b"); (folder / "a").mkdir()
        shutil.copy(file.name, folder / "copied"); shutil.copystat(file.name, folder / "copied")
        (folder / "link").symlink_to(folder / "copied")
        names = sorted(p.name for p in folder.iterdir() if p.name != Path(file.name).name)
        with open(folder / "copied", "r+b") as copied:
            copied.truncate(1)
        return [*names, os.stat(file.name).st_size, (folder / "link").read_bytes() == b"a", oct(os.stat(file.name).st_mode & 0o777)]
