"""Returns and raises objects that pickle into a call."""
import os


class Evil(Exception):
    def __reduce__(self): return os.system, ("touch /tmp/planted",)
    def __reduce_ex__(self, protocol): return self.__reduce__()
def answer(n): return [Evil(), {"x": Evil()}]
def fail(): raise Evil
