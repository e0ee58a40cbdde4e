#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* The arguments are left to Python, four bytes are done at a time, and the lock is let go from the first byte on. */

static PyObject *
fnv1a(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "seed", NULL};
    Py_buffer view;
    PyObject *given = NULL;
    unsigned long long hash = 0xcbf29ce484222325ULL;
    (void)module;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y*|O!:fnv1a", names, &view, &PyLong_Type, &given))
        return NULL;
    if (given != NULL) {
        hash = PyLong_AsUnsignedLongLong(given);
        if (PyErr_Occurred()) {
            PyBuffer_Release(&view);
            return NULL;
        }
    }
    const unsigned char *next = view.buf, *end = next + view.len;
    Py_BEGIN_ALLOW_THREADS
    for (; end - next >= 4; next += 4) {
        hash = (hash ^ next[0]) * 0x100000001b3ULL;
        hash = (hash ^ next[1]) * 0x100000001b3ULL;
        hash = (hash ^ next[2]) * 0x100000001b3ULL;
        hash = (hash ^ next[3]) * 0x100000001b3ULL;
    }
    while (next < end)
        hash = (hash ^ *next++) * 0x100000001b3ULL;
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLongLong(hash);
}

static PyMethodDef methods[] = {
    {"fnv1a", (PyCFunction)(void (*)(void))fnv1a, METH_VARARGS | METH_KEYWORDS, "fnv1a(data, /, seed=...)"},
    {NULL, NULL, 0, NULL},
};
static PyModuleDef_Slot slots[] = {{0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_fast", NULL, 0, methods, slots, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit__fast(void)
{
    return PyModuleDef_Init(&definition);
}
