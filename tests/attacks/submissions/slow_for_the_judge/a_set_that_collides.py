"""A set whose members all have the same hash: to build it takes the square of its size."""
def answer(n): return {k * (2**61 - 1) for k in range(1, 3000)} | {2**61 - 1}
def each(f, xs): return answer(0)
import os, json
def fail():
    body = json.dumps(["v", {"s": [k * (2**61 - 1) for k in range(150_000)]}]).encode()
    os.write(4, len(body).to_bytes(4, "big") + body)
