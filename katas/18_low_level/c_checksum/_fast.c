/* FNV-1a, 64 bits, over any buffer.  README.md has the contract. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyDoc_STRVAR(fnv1a_doc,
"fnv1a(data, /, seed=0xcbf29ce484222325)\n--\n\n"
"Return the 64-bit FNV-1a checksum of the bytes in a contiguous buffer.");

static PyObject *
fnv1a(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module, (void)args, (void)nargs, (void)kwnames;
    PyErr_SetString(PyExc_NotImplementedError, "fnv1a");
    return NULL;
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
