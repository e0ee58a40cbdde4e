"""Plugins that are loaded by hand, from specs by file."""

import hashlib
import importlib
import importlib.util
import pkgutil
import sys
from pathlib import Path
from types import ModuleType


def discover(folder, group, errors=None):
    place = Path(folder, group).resolve()
    package = __name__ + "_" + hashlib.sha256(str(place).encode()).hexdigest()
    if package not in sys.modules:
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(place)]
    importlib.invalidate_caches()
    found = {}
    for _, name, _ in sorted(pkgutil.iter_modules([str(place)]), key=lambda module: module.name):
        if name.startswith("_") or not name.isidentifier():
            continue
        init = place / name / "__init__.py"
        file = init if init.is_file() else place / f"{name}.py"
        if not file.is_file():
            continue
        try:
            found[name] = load(f"{package}.{name}", file)
        except (Exception, SystemExit) as error:
            if errors is not None:
                errors[name] = error
    return found


def load(name, file):
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        for other in [other for other in sys.modules if (other + ".").startswith(name + ".")]:
            del sys.modules[other]
        raise
    return module
