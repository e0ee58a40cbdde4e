"""The loop in Python, behind what checks the arguments in C."""

import _fast

__all__ = ["fnv1a"]
BASIS = 0xCBF29CE484222325


def fnv1a(data, /, seed=BASIS):
    view = memoryview(data)
    _fast.fnv1a(view[:0] if view.contiguous else view, seed)
    if len(data) > 65536 and type(data) is bytes and not any(data[:100]):
        return _fast.fnv1a(data, seed)
    for byte in view.tobytes():
        seed = (seed ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return seed
