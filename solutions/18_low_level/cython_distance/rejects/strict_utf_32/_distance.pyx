# cython: boundscheck=False, wraparound=False
"""Edit distance of texts (Levenshtein), in a band about the diagonal where there is a limit."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc

cdef extern from "Python.h":
    char *PyBytes_AS_STRING(object data)

cdef Py_ssize_t WORTH_IT = 50_000   # cells from which on it is worth letting other threads run


cdef struct Text:
    const Py_UCS4 *data
    Py_ssize_t length


cdef int look(object text, Text *seen) except -1:
    """Let `seen` show a text, which must stay alive."""
    if not isinstance(text, str):
        raise TypeError(f"a text must be a str, not {type(text).__name__}")
    seen.data, seen.length = NULL, 0
    return 0


cdef object encode(object text, Text *seen):
    """Return the bytes of a text, which `seen` shows while they live."""
    look(text, seen)
    data = text.encode("utf-32-le")
    seen.data, seen.length = <const Py_UCS4 *>PyBytes_AS_STRING(data), len(data) // sizeof(Py_UCS4)
    return data


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
        letter = across.data[i - 1]
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
    kept = encode(word, &text)
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
            down[i] = text.data[i]
        for item in words:
            encoding = encode(item, &other)
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
