import pytest


def test_diamonds(probes):
    """In a diamond the class that comes first in the MRO decides, whatever the order in which bases are merged."""
    assert probes.diamonds() == [
        [("x", "Right"), ("y", "Left"), ("z", "own")],
        [("x", "Right"), ("y", "Left"), ("z", "own")],
    ]


def test_removed_fields(probes):
    """A subclass or a plain base that gives the name another value removes the field; a later Field adds it at the end."""
    assert probes.removals() == [
        [("x", 1), ("y", 2)],
        [("y", 2)],
        [("y", 2), ("x", 3)],
        [("x", 1), ("z", 4)],
    ]


def test_field_declared_twice(probes):
    """Of two fields of one name the first would be lost, and nobody would see it."""
    with pytest.raises(TypeError, match="total"):
        probes.body("total = Field()", "total = Field()")


def test_method_after_a_field(probes):
    """A method that has a field's name would replace it."""
    with pytest.raises(TypeError, match="total"):
        probes.body("total = Field()", "def total(self): pass")


def test_field_after_a_method(probes):
    """A field that has a method's name would replace it."""
    with pytest.raises(TypeError, match="total"):
        probes.body("def total(self): pass", "total = Field()")


def test_other_names_are_free(probes):
    """What is no field may be bound again: a property and its setter, a loop variable."""
    got = probes.body("@property", "def p(self): pass", "@p.setter", "def p(self, value): pass", "for i in (1, 2): pass", "x = Field()")
    assert got == ["x"]


def test_made_by_calls(probes):
    """Code generators and tests make classes without a class statement, so with a plain dict for a body."""
    assert probes.made_by_calls() == {"fields": [[("x", 1)], [("x", 1), ("y", 2)]], "registry": ["Called", "built"]}


def test_names(probes):
    """A model is found by name= or else its own name; a name that is taken stays with the first."""
    assert probes.names() == {
        "errors": ["ValueError", "ValueError"],
        "registry": ["shop.Order", "Line"],
        "first kept": [True, True],
    }


def test_failed_class_is_not_registered(probes):
    """A class that a hook refuses leaves nothing behind, and its name stays free."""
    assert probes.failing_hook() == ["LookupError", [], ["Order"]]


def test_abstract_models(probes):
    """Abstract models, by keyword or by abstract methods, are not registered and cannot be called; their children can."""
    assert probes.abstract() == {
        "registry": ["Child", "Square"],
        "calls": ["TypeError", "TypeError", "Child", "TypeError", "Square"],
    }


def test_abc_as_base(probes):
    """A model may implement an ABC of the standard library."""
    assert probes.with_abc() == [3, True]


def test_hooks_see_all(probes):
    """`__init_subclass__` runs once for each class, gets the keywords, and sees the fields from its first line on."""
    assert probes.hook() == [
        ["Order", "orders", ["id", "total"]],
        ["Line", "lines", ["id", "total", "count"]],
    ]


def test_super_works(probes):
    """Methods may call `super()`."""
    assert probes.with_super() == "child of parent"


def test_mappings_are_read_only(probes):
    """No caller changes the fields or the registry."""
    assert probes.read_only() == {"errors": ["TypeError", "TypeError"], "fields": ["x"], "registry": ["Order"]}


def test_values_and_defaults(probes):
    """A field has the value given, else its default, and None is a default like any other."""
    assert probes.instance(["id"], {"id": 7}) == {"id": 7, "size": None}


def test_fields_of_any_name(probes):
    """A field may have the name of an argument of the machinery."""
    values = {"self": 1, "cls": 2, "name": 3, "values": 4, "abstract": 5, "size": 6}
    assert probes.instance(["self", "cls", "name", "values", "abstract"], values) == values


def test_missing_value(probes):
    """A field without default must be given; the error says which one is missing."""
    with pytest.raises(TypeError, match="colour"):
        probes.instance(["id", "colour"], {"id": 7})


def test_unknown_value(probes):
    """A value for which there is no field is a mistake of the caller; the error says which one."""
    with pytest.raises(TypeError, match="colour"):
        probes.instance(["id"], {"id": 7, "colour": 1})


def test_keywords_only(probes):
    """Fields are given by keyword: their order is not part of the call."""
    assert probes.positional() == "TypeError"


def test_own_init(probes):
    """A model's own `__init__` is kept and inherited, and still sets the fields of the derived class."""
    assert probes.own_init() == ["3", "4", "5", "6", "unnamed"]


def test_pickled_by_name(probes):
    """An instance of a class that no import could find comes back whole, and `__init__` does not run again."""
    assert probes.pickled() == {"model": True, "values": [7, 12, "by hand"], "inits": ["7"]}
