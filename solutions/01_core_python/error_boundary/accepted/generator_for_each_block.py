"""Each block has a generator of contextlib; pickling sends the state in one piece; groups are taken apart by split."""

import functools
import inspect
from contextlib import contextmanager


def restore(cls, state, args):
    error = Exception.__new__(cls)
    error.args = args
    vars(error).update(state)
    return error


class ServiceError(Exception):
    code = "error"

    def __init__(*args, **payload):
        self, *texts = args
        Exception.__init__(self, *texts)
        self.message = texts[0] if texts else ""
        self.payload = payload

    def __str__(self):
        return self.message

    def __reduce_ex__(self, protocol):
        return restore, (self.__class__, vars(self), self.args)

    def to_dict(self):
        return dict(code=self.code, message=self.message, payload={**self.payload})


NotFound = type("NotFound", (ServiceError,), {"code": "not_found", "__module__": __name__})
Conflict = type("Conflict", (ServiceError,), {"code": "conflict", "__module__": __name__})
Unavailable = type("Unavailable", (ServiceError,), {"code": "unavailable", "__module__": __name__})


class Boundary:
    def __init__(self, mapping, note=None):
        self.mapping = dict(mapping)
        self.notes = [] if note is None else [note]
        self.blocks = []

    def __enter__(self):
        self.blocks.append(self.block())
        self.blocks[-1].__enter__()
        return self

    def __exit__(self, kind, error, traceback):
        return self.blocks.pop().__exit__(kind, error, traceback)

    @contextmanager
    def block(self):
        new = None
        try:
            yield
        except Exception as error:
            new = self.replace(error)
            if new is error:
                raise
        except BaseExceptionGroup as error:
            new = self.replace(error)
            if new is error:
                raise
        try:
            if new is not None:
                raise new
        finally:
            new = None

    def replace(self, error):
        if isinstance(error, BaseExceptionGroup):
            parts = tuple(map(self.replace, error.exceptions))
            if [id(x) for x in parts] == [id(x) for x in error.exceptions]:
                return error
            made, notes = error.derive(parts), list(getattr(error, "__notes__", []))
        else:
            found = next(filter(self.mapping.__contains__, type(error).mro()), None)
            if found is None or isinstance(error, ServiceError) or not isinstance(error, Exception):
                return error
            target = self.mapping[found]
            made = target(str(error)) if inspect.isclass(target) else target(error)
            notes = self.notes
        if made is None:
            return error
        for note in notes:
            made.add_note(note)
        made.__cause__ = error
        return made

    def __call__(self, function):
        async def later(*args, **kwargs):
            with self.block():
                return await function(*args, **kwargs)

        def now(*args, **kwargs):
            with self.block():
                return function(*args, **kwargs)

        return functools.wraps(function)(later if inspect.iscoroutinefunction(function) else now)
