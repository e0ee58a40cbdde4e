import pytest

PUBLIC = ["Sheet", "discover", "render", "summary"]
MODULES = ["discovery", "parts.summary", "rendering", "sheet"]


@pytest.mark.parametrize(("name", "loaded", "not_loaded"), [
    pytest.param("Sheet", "sheet", {"discovery", "parts.summary"}, id="Sheet"),
    pytest.param("discover", "discovery", {"parts.summary", "rendering", "sheet"}, id="discover"),
    pytest.param("render", "rendering", {"discovery", "parts.summary"}, id="render"),
    pytest.param("summary", "parts.summary", {"discovery"}, id="summary"),
])
def test_loaded_at_first_use(probes, name, loaded, not_loaded):
    """The import of the package loads none of its modules, and the use of a name only those that it needs."""
    seen = probes.loaded_by(name)
    assert seen["before"] == []
    assert loaded in seen["then"]
    assert not_loaded & set(seen["then"]) == set()


def test_count_loaded(probes, budget):
    """The import of the package adds itself to the loaded modules, and hardly any others."""
    added = probes.added()
    assert "plugin_package" in added
    budget(len(added))


def test_names(probes):
    """All public names are in `__all__`, in `dir`, beside the usual ones, and come by a star, before any was used."""
    assert probes.names() == {
        "__all__": PUBLIC, "in dir": sorted([*PUBLIC, "__doc__", "__name__"]), "by star": PUBLIC,
    }


@pytest.mark.parametrize(("name", "module"), [
    pytest.param("Sheet", "sheet", id="Sheet"),
    pytest.param("discover", "discovery", id="discover"),
    pytest.param("render", "rendering", id="render"),
    pytest.param("summary", "parts.summary", id="summary"),
])
def test_ordinary_after_first_use(probes, name, module):
    """A name that was used once is an attribute of the package as any other: what its module has."""
    assert probes.used(name) == (False, True, f"plugin_package.{module}", name)


def test_unknown_name(probes):
    """A name that there is not is an AttributeError, as of any module; an ImportError for `from ... import`."""
    assert probes.unknown("chart") == ("AttributeError: module 'plugin_package' has no attribute 'chart'", "ImportError", False)


def test_submodules(probes):
    """Modules of the package can be imported from it, though they are no public names."""
    assert probes.submodule("rendering") == "plugin_package.rendering"


def test_part_that_cannot_be_loaded(probes):
    """What goes wrong when a part is loaded is not hidden behind an AttributeError; the next use tries again."""
    assert probes.broken_part() == ("ModuleNotFoundError", "plugin_package.parts.summary")


FIGURES = {
    "sheet": "price   n\n    1  20\n    2   5",
    "empty": "price",
    "summary": "price     n\n  1.5  12.5",
    "no sheet": "TypeError: a Sheet is wanted, not a str",
}


@pytest.mark.parametrize("name", MODULES)
def test_any_module_first(probes, name):
    """Each module can be the first that is imported, though sheet and rendering need each other; what they do stays."""
    seen = probes.first(f"plugin_package.{name}")
    assert seen == FIGURES | {
        "modules": [f"plugin_package.{module}" for module in MODULES[1:]], "name": "plugin_package",
    }


def test_vendored(probes):
    """As a part of another package it works too, and loads none of its modules under the first name."""
    seen = probes.vendored()
    assert seen == FIGURES | {
        "modules": [f"vendor.plugin_package.{module}" for module in MODULES[1:]],
        "name": "vendor.plugin_package", "plugins": [1], "others": [],
    }


def test_plugins(probes):
    """Plugins are the files NAME.py and the folders NAME with an `__init__.py`, in order of names; nothing else is executed."""
    files = [
        "b.py", "a/__init__.py", "Z.py", "_private.py", "_folder/__init__.py", "my-plugin.py", "2nd.py", "notes.txt",
        "data/file.py", "deep/er/__init__.py", "c.pyi", "noend", "d.py.txt", ".e.py", "my-folder/__init__.py",
    ]
    assert probes.found({f"folder/g/{name}": "" for name in files} | {"folder/top.py": "", "folder/h/other.py": ""}) == (
        ["Z", "a", "b"], [], ["folder/g/Z.py", "folder/g/a/__init__.py", "folder/g/b.py"],
    )


def test_folder_before_file(probes):
    """Of a folder with an `__init__.py` and a file of the same name the folder is the plugin, as in Python."""
    assert probes.found({"folder/g/a.py": "", "folder/g/a/__init__.py": ""}) == (["a"], [], ["folder/g/a/__init__.py"])


def test_file_beside_folder(probes):
    """A folder without an `__init__.py` is no plugin, and takes nothing from the file of the same name."""
    assert probes.found({"folder/g/a.py": "", "folder/g/a/text.txt": ""}) == (["a"], [], ["folder/g/a.py"])


def test_folder_with_a_file_name(probes):
    """A folder called NAME.py is no plugin."""
    assert probes.found({"folder/g/a.py/__init__.py": "", "folder/g/b.py": ""}) == (["b"], [], ["folder/g/b.py"])


@pytest.mark.parametrize("group", ["v1.2", "my-plugins", "class"])
def test_any_group(probes, group):
    """The folder of a group may have any name."""
    files = {f"folder/{group}/a.py": "from . import _b\n", f"folder/{group}/_b.py": ""}
    assert probes.found(files, group) == (["a"], [], [f"folder/{group}/_b.py", f"folder/{group}/a.py"])


@pytest.mark.parametrize(("folder", "group"), [("folder", "none"), ("none", "g")], ids=["group", "folder"])
def test_nothing_there(probes, folder, group):
    """Where there is no such folder there are no plugins."""
    assert probes.no_such(folder, group) == {}


def test_relative_imports(probes):
    """Plugins import each other, and what begins with `_`, relatively; each file is executed once, whoever wants it first."""
    files = {
        "folder/g/a.py": "from . import b\nfrom ._units import unit\nx = b.x\n",
        "folder/g/b.py": "from ._units import unit\nx = 1\n",
        "folder/g/c/__init__.py": "from .deep import x\nfrom ..b import unit\n",
        "folder/g/c/deep.py": "from .. import a\nx = a.x + 1\n",
        "folder/g/_units.py": "unit = 'EUR'\n",
    }
    assert probes.attributes(files, "x", "unit") == ({"a": [1, "EUR"], "b": [1, "EUR"], "c": [2, "EUR"]}, sorted(files))


def test_plugins_in_a_circle(probes):
    """Plugins may need each other, if they wait until both are there."""
    files = {
        "folder/g/a.py": "from . import b\nx = 1\ndef both(): return x + b.x\n",
        "folder/g/b.py": "from . import a\nx = 2\n",
    }
    assert probes.attributes(files, "x") == ({"a": [1], "b": [2]}, sorted(files))


@pytest.mark.parametrize("kind", ["same", "path", "absolute", "roundabout", "link"])
def test_asked_for_again(probes, kind):
    """The same folder gives the same modules, executed once, however its path is written."""
    assert probes.again(kind) == ([True, True], ["folder/g/a.py", "folder/g/b.py"])


def test_equal_names(probes):
    """Plugins of the same name in other folders or groups are others, and stay what they are."""
    assert probes.equal_names() == (["one/g/a.py", "two/g/a.py", "one/h/a.py"], [True, True, True])


def test_equal_paths(probes):
    """A relative path is that of another folder when the process works elsewhere."""
    assert probes.equal_paths() == (["one/folder/g/a.py", "two/folder/g/a.py"], [True, False])


def test_names_of_other_modules(probes):
    """A plugin called as another module hides it from nobody, and is hidden by nobody; none can be imported by its bare name."""
    assert probes.hidden() == {
        "in plugins": ["json", "json"], "elsewhere": True, "itself": False,
        "by name": "ModuleNotFoundError: No module named 'only_here'",
    }


def test_paths_stay(probes):
    """Where Python looks for modules never changes, not even while a plugin is being loaded."""
    assert probes.paths() == {"meanwhile": True, "then": True}


def test_proper_modules(probes):
    """A plugin is a module as any other: it has its file, spec and place in `sys.modules`; pickles and resources work."""
    assert probes.proper() == {
        "files": ["folder/g/a.py", "folder/g/b/__init__.py"], "absolute": [True, True], "in sys.modules": [True, True],
        "by spec": [True, True], "pickled": True, "resource": "data",
    }


def test_reload(probes):
    """`importlib.reload` executes a plugin's file as it is now, in the same module, and its relative imports find the others."""
    assert probes.reloaded() == (True, "another one", "another one", True, [
        "folder/g/a.py", "folder/g/b.py", "folder/g/a.py", "folder/g/b.py",
    ])


def test_late_import(probes):
    """A relative import in a function finds its file, wherever the process works by then."""
    assert probes.later() == (1, ["folder/g/a.py", "folder/g/_late.py"])


def test_newer_plugin(probes):
    """A plugin that came since is found, though the folder looks as old as before."""
    assert probes.newer("folder/g/b.py") == (
        {"a": None, "b": 1}, [], ["folder/g/a.py", "folder/g/_old.py", "folder/g/b.py"],
    )


def test_newer_private_part(probes):
    """So is what a new plugin imports relatively."""
    assert probes.newer("folder/g/_new.py") == (
        {"a": None, "b": 1}, [], ["folder/g/a.py", "folder/g/_old.py", "folder/g/b.py", "folder/g/_new.py"],
    )


def test_removed_plugin(probes):
    """A plugin whose file has gone is no longer there."""
    assert probes.removed() == ["a"]


FAILING = {
    "folder/g/a.py": "x = 1\n",
    "folder/g/b.py": "raise LookupError('no colours')\n",
    "folder/g/c/__init__.py": "from . import sub\nfrom .. import _shared\nimport no_such_module\n",
    "folder/g/c/sub.py": "",
    "folder/g/d.py": "from . import b\n",
    "folder/g/e.py": "import sys\nsys.exit('give up')\n",
    "folder/g/f.py": "x =\n",
    "folder/g/g.py": "from . import _shared\n",
    "folder/g/_shared.py": "",
}
ERRORS = {
    "b": "LookupError: no colours",
    "c": "ModuleNotFoundError: No module named 'no_such_module'",
    "d": "LookupError: no colours",
    "e": "SystemExit: give up",
}


def test_plugins_that_fail(probes):
    """A plugin that fails, or exits, keeps no other from loading, and its error is told."""
    seen = probes.failing(FAILING)
    assert seen["raised"] == "nothing"
    assert seen["log"][-1] == ["a", "g"]
    assert seen["errors"].pop("f").startswith("SyntaxError: invalid syntax")
    assert seen["errors"] == ERRORS


def test_failures_untold(probes):
    """Who gives no dict for errors is spared them."""
    seen = probes.failing(FAILING, with_errors=False)
    assert (seen["raised"], seen["log"][-1]) == ("nothing", ["a", "g"])


def test_nothing_stays_of_failures(probes):
    """Of a plugin that fails nothing stays in `sys.modules`, not even a submodule that has loaded well."""
    assert probes.failing(FAILING)["stay"] == ["_shared.py", "a.py", "g.py"]


def test_others_outlive_failures(probes):
    """What a plugin has imported before it failed stays, and is not executed again for others."""
    files = {
        "folder/g/a.py": "from . import aa\nfrom ._shared import x\nraise LookupError\n",
        "folder/g/aa.py": "", "folder/g/b.py": "from . import aa, _shared\n", "folder/g/_shared.py": "x = 1\n",
    }
    assert probes.found(files) == (["aa", "b"], ["a"], sorted(files))


def test_interrupt(probes):
    """A KeyboardInterrupt is not a plugin's error: it leaves, and nothing stays of the plugin that was being loaded."""
    files = {
        "folder/g/a.py": "", "folder/g/b/__init__.py": "from . import sub\nraise KeyboardInterrupt('stop')\n",
        "folder/g/b/sub.py": "", "folder/g/c.py": "",
    }
    assert probes.failing(files) == {
        "raised": "KeyboardInterrupt: stop", "errors": {}, "stay": ["a.py"],
        "log": ["folder/g/a.py", "folder/g/b/__init__.py", "folder/g/b/sub.py"],
    }


def test_mended_plugin(probes):
    """A plugin that has failed is tried anew as a whole when the group is asked for again."""
    assert probes.mended() == ({"a": [1, True]}, [
        "folder/g/a/__init__.py", "folder/g/a/sub.py", "folder/g/a/__init__.py", "folder/g/a/sub.py",
        "folder/g/a/none.py",
    ])
