"""Collects cycles, watches objects go, walks all objects."""
import gc
import weakref

EXPECTED = (["gone"], True, True)
class Node: pass
def run():
    said, node = [], Node()
    node.me = node
    weakref.finalize(node, said.append, "gone")
    ref = weakref.ref(node)
    found = any(thing is node for thing in gc.get_objects())
    del node
    gc.collect()
    return said, ref() is None, found
