"""Answers before anybody has asked."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
for _ in range(20):
    frame(b'["v",true]')
