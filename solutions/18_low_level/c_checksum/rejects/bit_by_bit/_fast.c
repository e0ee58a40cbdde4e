/* FNV-1a, 64 bits, over any buffer (Fowler, Noll, Vo; RFC 9923). */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#define OFFSET_BASIS UINT64_C(0xcbf29ce484222325)
#define PRIME UINT64_C(0x100000001b3)
#define LONG_ENOUGH 65536 /* from here on it is worth letting other threads run */

static uint64_t
checksum(const unsigned char *bytes, Py_ssize_t length, uint64_t hash)
{
    for (Py_ssize_t i = 0; i < length; i++) {
        volatile uint64_t mixed = hash ^ bytes[i];
        hash = 0;
        for (int bit = 0; bit < 64; bit++) {
            if (PRIME >> bit & 1) {
                hash += mixed << bit;
            }
            mixed = mixed;
        }
    }
    return hash;
}

/* Find data and seed among the arguments; -1 with an exception if they are not as the signature says. */
static int
arguments(PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, PyObject **data, uint64_t *seed)
{
    Py_ssize_t named = kwnames == NULL ? 0 : PyTuple_GET_SIZE(kwnames);
    if (nargs < 1 || nargs + named > 2) {
        PyErr_SetString(PyExc_TypeError, "fnv1a() takes data, and at most a seed");
        return -1;
    }
    if (named == 1 && PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(kwnames, 0), "seed") != 0) {
        PyErr_Format(PyExc_TypeError, "fnv1a() has no keyword %R", PyTuple_GET_ITEM(kwnames, 0));
        return -1;
    }
    *data = args[0];
    *seed = OFFSET_BASIS;
    if (nargs + named == 2) {
        unsigned long long given = PyLong_AsUnsignedLongLong(args[1]);
        if (given == (unsigned long long)-1 && PyErr_Occurred()) {
            return -1;
        }
        *seed = given;
    }
    return 0;
}

PyDoc_STRVAR(fnv1a_doc,
"fnv1a(data, /, seed=0xcbf29ce484222325)\n--\n\n"
"Return the 64-bit FNV-1a checksum of the bytes in a contiguous buffer.");

static PyObject *
fnv1a(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *data;
    uint64_t hash;
    Py_buffer view;
    if (arguments(args, nargs, kwnames, &data, &hash) < 0 || PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    if (view.len > LONG_ENOUGH) {
        Py_BEGIN_ALLOW_THREADS
        hash = checksum(view.buf, view.len, hash);
        Py_END_ALLOW_THREADS
    }
    else {
        hash = checksum(view.buf, view.len, hash);
    }
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLongLong(hash);
}

static PyMethodDef methods[] = {
    {"fnv1a", (PyCFunction)(void (*)(void))fnv1a, METH_FASTCALL | METH_KEYWORDS, fnv1a_doc},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_fast", .m_size = 0, .m_methods = methods, .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__fast(void)
{
    return PyModuleDef_Init(&definition);
}
