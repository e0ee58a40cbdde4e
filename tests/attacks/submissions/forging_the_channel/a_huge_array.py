"""An array of numpy that claims a shape of terabytes."""
import os


def frame(body):
    os.write(4, len(body).to_bytes(4, "big") + body)
def answer(n):
    frame(b'["v",{"v":["numpy","ndarray",["<f8",[1000000000000],""]]}]')
    return n * n
