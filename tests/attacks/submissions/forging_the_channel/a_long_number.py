"""An integer of a million digits, as decimal and as hex."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",' + b"9" * 1_000_000 + b"]"); frame(b'["v",{"i":"0x' + b"f" * 1_000_000 + b'"}]')
    return n * n
