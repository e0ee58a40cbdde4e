"""What is loaded when, and plugins written into folders of the worker's own; `log` has who was executed, in order."""

import importlib
import importlib.util
import os
import pickle
import sys
from contextlib import chdir
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

NAME = "plugin_package"
FILES = ("__init__", "discovery", "rendering", "sheet", "parts/summary")
# What an interpreter has loaded before its first import, and importlib.
BARE = {
    *sys.builtin_module_names, "__main__", "_collections_abc", "abc", "codecs", "encodings", "encodings.aliases",
    "encodings.utf_8", "genericpath", "importlib", "importlib._bootstrap", "importlib._bootstrap_external", "io", "os",
    "os.path", "posixpath", "site", "stat", "warnings", "zipimport", "_frozen_importlib", "_frozen_importlib_external",
}

log = []


def in_a_new_folder(probe):
    """The probe runs in an empty folder, and modules that it brings are forgotten."""
    @wraps(probe)
    def run(*args, **options):
        before = set(sys.modules)
        sys.modules["plugin_log"] = ModuleType("plugin_log")
        sys.modules["plugin_log"].log = log
        log.clear()
        try:
            with TemporaryDirectory(dir=".") as folder, chdir(folder):
                return probe(*args, **options)
        finally:
            for name in set(sys.modules) - before:
                del sys.modules[name]
    return run


def write(files):
    """Write files; each Python file begins by telling the log its path, as it was given."""
    for path, text in files.items():
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        logged = f"import plugin_log\nplugin_log.log.append({path!r})\n" if path.endswith(".py") else ""
        file.write_text(logged + text)


def discover(*args):
    import plugin_package
    return plugin_package.discover(*args)


def own(names):
    """The modules of the package among these, without its name."""
    return sorted(name.removeprefix(f"{NAME}.") for name in names if name.startswith(f"{NAME}."))


def raised(function, *args):
    """What a call raises, in words."""
    try:
        function(*args)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


# The package.

def loaded_by(name):
    """The modules of the package that its import has loaded, and those that the first use of a name loads."""
    import plugin_package
    before = set(sys.modules)
    getattr(plugin_package, name)
    return {"before": own(before), "then": own(set(sys.modules) - before)}


def added():
    """What `import plugin_package` adds to the modules of a bare interpreter; nothing else changes."""
    kept = dict(sys.modules)
    for name in set(kept) - BARE:
        if not name.startswith("graders"):
            del sys.modules[name]
    before = set(sys.modules)
    try:
        importlib.import_module(NAME)
        return sorted(set(sys.modules) - before)
    finally:
        sys.modules.clear()
        sys.modules.update(kept)


def names():
    """`__all__`, what `dir` has of it and of other names, and what a star brings, before anything was used."""
    import plugin_package
    listed, star = dir(plugin_package), {}
    public = sorted(plugin_package.__all__)
    exec(f"from {NAME} import *", star)
    return {
        "__all__": public,
        "in dir": sorted(set(listed) & {*public, "__doc__", "__name__"}),
        "by star": sorted(set(star) & set(public)),
    }


def used(name):
    """A name of the package before and after its first use: is it there, and is it what its module has."""
    import plugin_package
    before = name in vars(plugin_package)
    found = getattr(plugin_package, name)
    return before, vars(plugin_package).get(name) is found, found.__module__, found.__name__


def unknown(name):
    """A name that there is not, asked for in three ways."""
    import plugin_package
    asked = [raised(getattr, plugin_package, name), raised(exec, f"from {NAME} import {name}").partition(":")[0]]
    return *asked, hasattr(plugin_package, name)


def submodule(name):
    """A module of the package, by `from ... import`."""
    space = {}
    exec(f"from {NAME} import {name}", space)
    return space[name].__name__


def broken_part():
    """The module of `summary` cannot be imported, and then it can."""
    import plugin_package
    part = f"{NAME}.parts.summary"
    sys.modules[part] = None
    before = raised(lambda: plugin_package.summary).partition(":")[0]
    del sys.modules[part]
    return before, plugin_package.summary.__module__


def first(name):
    """A module of the package that is imported before all others, and then everything is used."""
    importlib.import_module(name)
    return figures(NAME)


def figures(package):
    """What the functions of the package give."""
    names = vars(importlib.import_module(package))
    space = {}
    exec(f"from {package} import Sheet, render, summary", space)
    sheet = space["Sheet"](("price", "n"), [(1, 20), (2, 5)])
    return {
        "sheet": str(sheet),
        "empty": space["render"](space["Sheet"](["price"])),
        "summary": space["render"](space["summary"](sheet)),
        "no sheet": raised(space["render"], "price"),
        "modules": sorted({space[name].__module__ for name in ("Sheet", "render", "summary")}),
        "name": names["__name__"],
    }


@in_a_new_folder
def vendored():
    """The package as a part of another one: what its functions give, and which modules of the first name they load."""
    for file in FILES:
        name = f"{NAME}.{file}".replace("/", ".").removesuffix(".__init__")
        target = Path("there", "vendor", NAME, f"{file}.py")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(importlib.util.find_spec(name).loader.get_source(name))
    write({"folder/g/a.py": "x = 1\n"})
    before = set(sys.modules)
    sys.path.insert(0, os.path.abspath("there"))
    try:
        seen = figures(f"vendor.{NAME}")
        seen["plugins"] = [module.x for module in sys.modules[f"vendor.{NAME}"].discover("folder", "g").values()]
    finally:
        del sys.path[0]
    return seen | {"others": own(set(sys.modules) - before)}


# Plugins.

@in_a_new_folder
def found(files, group="g"):
    """The names of the plugins in a group of these files, in order; the names of those that fail; who was executed."""
    write(files)
    errors = {}
    return list(discover("folder", group, errors)), sorted(errors), sorted(log)


@in_a_new_folder
def attributes(files, *names):
    """What the plugins have by these names, if they have it."""
    write(files)
    modules = discover("folder", "g")
    return {name: [getattr(module, other, None) for other in names] for name, module in modules.items()}, sorted(log)


@in_a_new_folder
def again(kind):
    """Plugins that are asked for twice, by a folder that is written in another way, or by one of the same content."""
    write({"folder/g/a.py": "", "folder/g/b.py": ""})
    os.symlink("folder", "link")
    first, second = {
        "same": (("folder", "g"), ("folder", "g")),
        "path": (("folder", "g"), (Path("folder"), "g")),
        "absolute": (("folder", "g"), (os.path.abspath("folder"), "g")),
        "roundabout": (("folder", "g"), ("folder/g/..", "g")),
        "link": (("folder", "g"), ("link", "g")),
    }[kind]
    one, other = discover(*first), discover(*second)
    return [one[name] is other[name] for name in ("a", "b")], sorted(log)


@in_a_new_folder
def equal_names():
    """Plugins of one name in three places, each used after all were found; and a class that two of them define."""
    write({path: f"where = {path!r}\nclass Thing: pass\n" for path in ("one/g/a.py", "two/g/a.py", "one/h/a.py")})
    modules = [discover(*where)["a"] for where in (("one", "g"), ("two", "g"), ("one", "h"))]
    copies = [pickle.loads(pickle.dumps(module.Thing())) for module in modules]
    return [module.where for module in modules], [type(copy) is module.Thing for copy, module in zip(copies, modules)]


@in_a_new_folder
def equal_paths():
    """Plugins in folders of the same relative path, from two working folders, and the first one once more."""
    write({path: f"where = {path!r}\n" for path in ("one/folder/g/a.py", "two/folder/g/a.py")})
    modules = []
    for place in ("one", "two", "one"):
        with chdir(place):
            modules.append(discover("folder", "g")["a"])
    return [module.where for module in modules[:2]], [modules[0] is modules[2], modules[0] is modules[1]]


@in_a_new_folder
def hidden():
    """What `json` is, for everybody, when a plugin is called so; and whether a plugin can be imported by its own name."""
    import json
    write({
        "folder/g/json.py": "import json\nseen = json.__name__\n",
        "folder/g/user.py": "import json\nseen = json.__name__\n",
        "folder/g/only_here.py": "",
    })
    plugins = discover("folder", "g")
    space = {}
    exec("import json", space)
    return {
        "in plugins": [plugins[name].seen for name in ("json", "user")],
        "elsewhere": space["json"] is json,
        "itself": plugins["json"] is json,
        "by name": raised(importlib.import_module, "only_here"),
    }


@in_a_new_folder
def paths():
    """How `sys.path` and the like differ from before, while a plugin is being loaded and then."""
    def now():
        return [list(map(str, sys.path)), len(sys.meta_path), len(sys.path_hooks)]
    sys.modules["plugin_log"].now = now
    write({"folder/g/a.py": "seen = plugin_log.now()\n", "folder/g/b.py": "raise OSError\n"})
    before = now()
    plugin = discover("folder", "g")["a"]
    return {"meanwhile": plugin.seen == before, "then": now() == before}


@in_a_new_folder
def proper():
    """What a module is to the import system: its file, its place in `sys.modules`, its spec, a pickle of its class."""
    write({"folder/g/a.py": "class Thing: pass\n", "folder/g/b/__init__.py": "", "folder/g/b/text.txt": "data"})
    from importlib.resources import files
    plugins = discover("folder", "g")
    return {
        "files": [os.path.relpath(plugin.__file__) for plugin in plugins.values()],
        "absolute": [os.path.isabs(plugin.__file__) for plugin in plugins.values()],
        "in sys.modules": [sys.modules.get(plugin.__name__) is plugin for plugin in plugins.values()],
        "by spec": [plugin.__spec__.name == plugin.__name__ for plugin in plugins.values()],
        "pickled": type(pickle.loads(pickle.dumps(plugins["a"].Thing()))) is plugins["a"].Thing,
        "resource": files(plugins["b"]).joinpath("text.txt").read_text(),
    }


@in_a_new_folder
def reloaded():
    """A plugin that is reloaded after its file has changed, and after another one that it uses has."""
    write({"folder/g/a.py": "x = 1\n", "folder/g/b.py": "from . import a\ny = a.x\n"})
    plugins = discover("folder", "g")
    write({"folder/g/a.py": "x = 'another one'\n"})
    same = importlib.reload(plugins["a"]) is plugins["a"]
    importlib.reload(plugins["b"])
    return same, plugins["a"].x, plugins["b"].y, plugins["b"].a is plugins["a"], log


@in_a_new_folder
def later():
    """Relative imports at the time of a call, from another working folder."""
    write({"folder/g/a.py": "def later():\n    from . import _late\n    return _late.x\n", "folder/g/_late.py": "x = 1\n"})
    plugin = discover("folder", "g")["a"]
    with chdir("/"):
        return plugin.later(), log


@in_a_new_folder
def newer(file):
    """A plugin, or what it needs, that is there when the group is asked for again; the folder's time is always the same."""
    write({"folder/g/a.py": "from . import _old\n", "folder/g/_old.py": "", "folder/g/__pycache__/note": ""})
    os.utime("folder/g", (1e9, 1e9))
    discover("folder", "g")
    write({file: "x = 1\n"})
    if "_new" in file:
        write({"folder/g/b.py": "from ._new import x\n"})
    os.utime("folder/g", (1e9, 1e9))
    errors = {}
    plugins = discover("folder", "g", errors)
    return {name: getattr(plugin, "x", None) for name, plugin in plugins.items()}, sorted(errors), log


@in_a_new_folder
def removed():
    """A plugin whose file is gone when the group is asked for again."""
    write({"folder/g/a.py": "", "folder/g/b.py": ""})
    discover("folder", "g")
    os.unlink("folder/g/b.py")
    return list(discover("folder", "g"))


@in_a_new_folder
def failing(files, with_errors=True):
    """Plugins of which some fail: those that are there, why the others are not, which modules stay."""
    write(files)
    before, errors = set(sys.modules), {}
    args = [errors] if with_errors else []
    said = raised(lambda: log.append(sorted(discover("folder", "g", *args))))
    stay = [getattr(module, "__file__", None) for name, module in sys.modules.items() if name not in before]
    base = os.path.realpath("folder/g")
    return {
        "raised": said,
        "errors": {name: f"{type(error).__name__}: {error}" for name, error in errors.items()},
        "stay": sorted(os.path.relpath(file, base) for file in stay if file and file.startswith(base)),
        "log": log,
    }


@in_a_new_folder
def mended():
    """A package that fails, and then its file is mended: who was executed, and what is there."""
    write({"folder/g/a/__init__.py": "from . import sub\nfrom . import none\n", "folder/g/a/sub.py": ""})
    discover("folder", "g")
    write({"folder/g/a/none.py": "x = 1\n"})
    plugins = discover("folder", "g")
    return {name: [plugin.none.x, plugin.sub is not None] for name, plugin in plugins.items()}, log


@in_a_new_folder
def no_such(folder, group):
    """A folder or a group that is not there."""
    write({"folder/g/a.py": ""})
    return discover(folder, group)
