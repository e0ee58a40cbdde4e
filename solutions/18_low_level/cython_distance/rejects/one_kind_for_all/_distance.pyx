# cython: boundscheck=False, wraparound=False
"""Edit distance of texts (Levenshtein), in a band about the diagonal where there is a limit."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc

cdef extern from "Python.h":
    # a text as the interpreter has it: 1, 2 or 4 bytes for each of its code points
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t i) noexcept nogil

cdef Py_ssize_t WORTH_IT = 50_000   # cells from which on it is worth letting other threads run


cdef struct Text:
    int kind
    const void *data
    Py_ssize_t length


cdef int look(object text, Text *seen) except -1:
    """Let `seen` show a text, which must stay alive."""
    if not isinstance(text, str):
        raise TypeError(f"a text must be a str, not {type(text).__name__}")
    seen.kind, seen.data, seen.length = PyUnicode_KIND(text), PyUnicode_DATA(text), len(text)
    return 0


cdef Py_ssize_t edits(const Text *across, const Py_UCS4 *down, Py_ssize_t width, Py_ssize_t most, Py_ssize_t *row) noexcept nogil:
    """Return the distance, or anything above `most`.  `row` has a cell for each place in `down`, and one before them.

    Cells at more than `most` from the diagonal are above it, so nobody looks at them.
    """
    cdef Py_ssize_t i, j, first, last, above, before, diagonal, least
    cdef Py_UCS4 letter
    if across.length - width > most or width - across.length > most:
        return most + 1
    for j in range(width + 1):
        row[j] = j
    for i in range(1, across.length + 1):
        letter = PyUnicode_READ(across.kind, across.data, i - 1)
        first, last = max(1, i - most), min(width, i + most)
        diagonal = row[first - 1]
        before = least = i if first == 1 else most + 1
        row[first - 1] = before
        for j in range(first, last + 1):
            above = row[j]
            if letter != down[j - 1]:
                diagonal = min(diagonal, above, before) + 1
            row[j] = before = diagonal
            diagonal = above
            least = min(least, before)
        if least > most:
            return least
    return row[width]


def distance(a, b, limit=None):
    """Return how many edits make b of a; None if that is more than limit."""
    return distances(a, (b,), limit)[0]


def distances(word, words, limit=None):
    """Return the list of distance(word, other, limit) for each other text in words."""
    cdef Text text, other
    cdef Py_ssize_t i, most, longest, found
    cdef Py_ssize_t *row = NULL
    cdef Py_UCS4 *down = NULL
    look(word, &text)
    if limit is not None and not isinstance(limit, int):
        raise TypeError(f"a limit must be an int, not {type(limit).__name__}")
    if limit is not None and limit < 0:
        raise ValueError("a limit is at least 0")
    result = []
    row = <Py_ssize_t *>PyMem_Malloc((text.length + 1) * sizeof(Py_ssize_t))
    down = <Py_UCS4 *>PyMem_Malloc((text.length + 1) * sizeof(Py_UCS4))
    try:
        if row == NULL or down == NULL:
            raise MemoryError
        for i in range(text.length):
            down[i] = PyUnicode_READ(text.kind, text.data, i)
        for item in words:
            look(item, &other)
            if len(result):
                other.kind = first_kind
            first_kind = other.kind
            longest = max(text.length, other.length)
            most = longest if limit is None or limit > longest else limit
            if most * other.length > WORTH_IT:
                with nogil:
                    found = edits(&other, down, text.length, most, row)
            else:
                found = edits(&other, down, text.length, most, row)
            result.append(found if found <= most else None)
    finally:
        PyMem_Free(row)
        PyMem_Free(down)
    return result
