from text_clip import clip, fold


def test_a_code_point_is_not_split():
    assert [clip("naïve", n) for n in [3, 4, 9]] == ["na", "naï", "naïve"]


def test_a_base_keeps_its_mark():
    assert [clip("cafe\u0301", n) for n in [5, 6]] == ["caf", "cafe\u0301"]


def test_case_folds():
    assert fold("Straße") == fold("STRASSE") == "strasse"


def test_compatibility_characters():
    assert fold("\uFF21\u2460 \u2121") == "a1 tel"
