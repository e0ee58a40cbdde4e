"""Gives nothing to `as`."""

from functools import wraps
from inspect import iscoroutinefunction
from operator import is_


class ServiceError(Exception):
    code = "error"

    def __init__(self, message="", /, **payload):
        super().__init__(message)
        self.message, self.payload = message, payload

    def __str__(self):
        return self.message

    def __reduce__(self):
        return _made_again, (type(self), self.args), self.__dict__

    def to_dict(self):
        return {"code": self.code, "message": self.message, "payload": dict(self.payload)}


def _made_again(cls, args):
    return cls.__new__(cls, *args)      # without __init__, which may want other arguments


class NotFound(ServiceError):
    code = "not_found"


class Conflict(ServiceError):
    code = "conflict"


class Unavailable(ServiceError):
    code = "unavailable"


class Boundary:
    """It has no state: what becomes of an error is returned from method to method, and raised in one place."""

    def __init__(self, mapping, note=None):
        self._mapping, self._note = mapping, note

    def __enter__(self):
        pass

    def __exit__(self, kind, error, traceback):
        new = self._translated(error)
        if new is error:
            return
        try:
            raise new
        finally:
            del new                     # this frame is in its traceback: a circle, which only the collector would open

    def __call__(self, function):
        if iscoroutinefunction(function):
            @wraps(function)
            async def call(*args, **kwargs):
                with self:
                    return await function(*args, **kwargs)
        else:
            @wraps(function)
            def call(*args, **kwargs):
                with self:
                    return function(*args, **kwargs)
        return call

    def _translated(self, error):
        if isinstance(error, BaseExceptionGroup):
            return self._translated_group(error)
        if isinstance(error, Exception) and not isinstance(error, ServiceError):
            for cls in type(error).__mro__:
                if cls in self._mapping:
                    return self._made(self._mapping[cls], error)
        return error

    def _translated_group(self, group):
        errors = [self._translated(error) for error in group.exceptions]
        if all(map(is_, errors, group.exceptions)):
            return group
        new = group.derive(errors)
        for note in getattr(group, "__notes__", ()):
            new.add_note(note)
        new.__cause__ = group
        return new

    def _made(self, target, error):
        new = target(str(error)) if isinstance(target, type) else target(error)
        if new is None:
            return error
        new.__cause__ = error
        if self._note is not None:
            new.add_note(self._note)
        return new
