# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Edit distance of texts: two rows, owned by an object that frees them whatever happens."""

from libc.stdlib cimport free, malloc

cdef extern from "Python.h":
    Py_UCS4 *PyUnicode_AsUCS4Copy(object text) except NULL
    void PyMem_Free(void *block)


cdef class Copied:
    cdef Py_UCS4 *letters
    cdef Py_ssize_t length

    def __cinit__(self, text):
        if not isinstance(text, str):
            raise TypeError("a text must be a str")
        self.length = len(text)
        self.letters = PyUnicode_AsUCS4Copy(text)

    def __dealloc__(self):
        PyMem_Free(self.letters)


cdef class Rows:
    cdef int *cells
    cdef Py_ssize_t width

    def __cinit__(self, Py_ssize_t width):
        self.width = width
        self.cells = <int *>malloc(2 * (width + 1) * sizeof(int))
        if self.cells is NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.cells)

    cdef int compare(self, Copied down, Copied across, int most) noexcept nogil:
        cdef int *above = self.cells
        cdef int *row = self.cells + self.width + 1
        cdef int *other
        cdef int i, j, low, high, cost, least, far = most + 1
        if across.length - down.length > most or down.length - across.length > most:
            return far
        for j in range(<int>self.width + 1):
            above[j] = min(j, far)
            row[j] = far
        for i in range(1, <int>across.length + 1):
            low = i - most if i - most > 1 else 1
            high = i + most if i + most < self.width else <int>self.width
            row[low - 1] = min(i, far) if low == 1 else far
            least = row[low - 1]
            for j in range(low, high + 1):
                cost = above[j - 1] + (down.letters[j - 1] != across.letters[i - 1])
                if above[j] + 1 < cost:
                    cost = above[j] + 1
                if row[j - 1] + 1 < cost:
                    cost = row[j - 1] + 1
                row[j] = cost if cost < far else far
                if row[j] < least:
                    least = row[j]
            if least == far:
                return far
            if high < self.width:
                row[high + 1] = far
            other, above, row = above, row, above
        return above[self.width]


cdef int bound(limit, Py_ssize_t longest) except -1:
    if limit is None:
        return longest
    if type(limit) is not int and not isinstance(limit, int):
        raise TypeError("a limit must be an int")
    if limit < 0:
        raise ValueError("a limit must not be negative")
    return min(limit, longest)


def distance(a, b, limit=None):
    """Return how many edits make b of a; None if that is more than limit."""
    return distances(a, [b], limit)[0]


def distances(word, words, limit=None):
    """Return the list of distance(word, other, limit) for each other text in words."""
    cdef Copied down = Copied(word), across
    cdef Rows rows = Rows(down.length)
    cdef int most, found
    bound(limit, 0)
    answers = []
    for other in words:
        across = Copied(other)
        most = bound(limit, max(down.length, across.length))
        with nogil:
            found = rows.compare(down, across, most)
        answers.append(None if found > most else found)
    return answers
