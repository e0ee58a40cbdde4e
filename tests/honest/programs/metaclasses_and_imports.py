"""Metaclasses, descriptors, import of many modules, importlib, exec."""
import importlib
import sys
import types

EXPECTED = (["A", "B"], 6, "made", True)
class Meta(type):
    seen = []
    def __new__(mcs, name, bases, space):
        mcs.seen.append(name)
        return super().__new__(mcs, name, bases, space)
class A(metaclass=Meta): pass
class B(A): pass
def run():
    space = {}
    exec(compile("x = 2 * 3", "<made>", "exec"), space)
    module = types.ModuleType("made"); sys.modules["made"] = module
    names = ["email", "xml.etree.ElementTree", "csv", "argparse", "concurrent.futures", "statistics", "ipaddress", "difflib", "html"]
    return Meta.seen, space["x"], importlib.import_module("made").__name__, all(importlib.import_module(name) for name in names)
