"""Sort keys of bytes by a library in C, bound by ctypes: a prototype for each function, and `errcheck` for its errors."""

import errno
import importlib.util
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_int, c_int64, c_size_t, c_uint
from ctypes import c_uint16, c_void_p, cast, get_errno

_PATH = importlib.util.find_spec("_keysort").origin  # of the library, when it has been built


class SortError(Exception):
    errno = 0


class LimitExceeded(SortError):
    errno = errno.E2BIG


class SorterBusy(SortError):
    errno = errno.EBUSY


class SorterClosed(SortError):
    errno = errno.EBADF


class Given(Structure):
    _fields_ = (("key", c_char_p), ("size", c_uint16), ("offset", c_int64))


class Found(Structure):
    _fields_ = (("key", POINTER(c_char)), ("size", c_uint16), ("offset", c_int64))

    def pair(self):
        return (self.key[: self.size] if self.size else b""), self.offset


class Run(Structure):
    _fields_ = (("count", c_size_t), ("entries", POINTER(Found)))


CALL = CFUNCTYPE(c_int, POINTER(Found), POINTER(Found))
LIBRARY = CDLL(_PATH, use_errno=True)
LIBRARY.ks_message.restype = POINTER(c_char)
LIBRARY.ks_free.argtypes = [c_void_p]
LIBRARY.ks_free.restype = None


def checked(result, function, arguments):
    if result != -1 if function is LIBRARY.ks_close else result:
        return result
    number = get_errno()
    block = LIBRARY.ks_message()
    try:
        text = cast(block, c_char_p).value.decode() if block else errno.errorcode[number]
    finally:
        LIBRARY.ks_free(block)
    if number == errno.ENOMEM:
        raise MemoryError(text)
    kind = next((cls for cls in SortError.__subclasses__() if cls.errno == number), SortError)
    error = kind(text)
    error.errno = number
    raise error


LIBRARY.ks_open.argtypes, LIBRARY.ks_open.restype = [CALL, c_uint], c_void_p
LIBRARY.ks_sort.argtypes, LIBRARY.ks_sort.restype = [c_void_p, POINTER(Given), c_size_t], POINTER(Run)
LIBRARY.ks_close.argtypes = [c_void_p]
for function in (LIBRARY.ks_open, LIBRARY.ks_sort, LIBRARY.ks_close):
    function.errcheck = checked


class Sorter:
    handle = None

    def __init__(self, compare=None, *, unique=False):
        if compare is None:
            self.call = cast(None, CALL)
        else:
            if not callable(compare):
                raise TypeError(compare)
            self.compare, self.call = compare, CALL(self.asked)
        self.trouble = None
        self.handle = LIBRARY.ks_open(self.call, int(unique))

    def asked(self, left, right):
        try:
            answer = self.compare(left[0].pair()[0], right[0].pair()[0])
            return 1 if answer > 0 else -1 if answer < 0 else 0
        except BaseException as error:
            self.trouble = error
            return -(2**31)

    def sort(self, entries):
        given = []
        for key, offset in entries:
            with memoryview(key) as view:
                given.append((view.tobytes(), offset))
        array = (Given * len(given))()
        for place, (key, offset) in zip(array, given):
            place.key, place.size, place.offset = key, min(len(key), 5000), offset
            if place.offset != offset:
                raise OverflowError(offset)
        try:
            run = LIBRARY.ks_sort(self.handle, array, len(array))
        except SortError:
            if self.trouble is None:
                raise
            trouble, self.trouble = self.trouble, None
            try:
                raise trouble from None
            finally:
                del trouble
        found = [run.contents.entries[i].pair() for i in range(run.contents.count)]
        LIBRARY.ks_free(run)
        return found

    def close(self):
        if self.handle is not None:
            LIBRARY.ks_close(self.handle)
            self.handle = None

    def __del__(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
