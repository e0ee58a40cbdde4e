import sys


def test_late():
    import plugin_package

    assert "plugin_package.parts.summary" not in sys.modules
    sheet = plugin_package.Sheet(["price"], [[1], [2]])
    assert str(plugin_package.summary(sheet)) == "price\n  1.5"
    assert "plugin_package.parts.summary" in sys.modules


def test_discover(tmp_path):
    from plugin_package import discover

    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "json.py").write_text("import json\ntext = json.dumps([1])\n")
    (tmp_path / "export" / "bad.py").write_text("1 / 0\n")

    errors = {}
    plugins = discover(tmp_path, "export", errors)

    assert list(plugins) == ["json"]
    assert plugins["json"].text == "[1]"
    assert type(errors["bad"]) is ZeroDivisionError
