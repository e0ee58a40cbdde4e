"""Starts the interpreter, talks to it, ends it, and starts others at once."""
# grants: files=tmp processes=4
import subprocess
import sys

EXPECTED = ("42", -15, ["0", "1", "2"], 3)
def run():
    code = "import sys; print(int(sys.stdin.read()) + 1)"
    said = subprocess.run([sys.executable, "-c", code], input="41", capture_output=True, text=True, check=True).stdout.strip()
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; print(1, flush=True); time.sleep(99)"], stdout=subprocess.PIPE)
    sleeper.stdout.read(1); sleeper.terminate()
    many = [subprocess.Popen([sys.executable, "-c", f"print({i})"], stdout=subprocess.PIPE, text=True) for i in range(3)]
    return said, sleeper.wait(), [p.communicate()[0].strip() for p in many], subprocess.call([sys.executable, "-c", "raise SystemExit(3)"])
