from layered_config import MISSING, ChangeEvents, LayeredConfig


def test_upper_layers_win():
    config = LayeredConfig({"host": "localhost", "port": 80}, name="defaults")
    config.push_layer("file", {"port": 8080, "debug": True})
    assert dict(config) == {"host": "localhost", "port": 8080, "debug": True}
    assert [config.origin("host"), config.origin("port")] == ["defaults", "file"]


def test_deleting_hides():
    config = LayeredConfig({"host": "localhost", "port": 80})
    config.push_layer("file", {"debug": True})
    del config["port"]
    assert [list(config), len(config)] == [["host", "debug"], 2]
    assert config.pop_layer() == {"debug": True}
    assert dict(config) == {"host": "localhost", "port": 80}


def test_events():
    class Watched(ChangeEvents, LayeredConfig):
        pass

    heard = []
    watched = Watched({"a": 1})
    watched.subscribe(lambda *event: heard.append(event))
    watched.update(a=2)
    watched.pop("a")
    assert heard == [("a", 1, 2), ("a", 2, MISSING)]
