from pivot_rows import pivot, unpivot

SALES = [
    {"shop": "Rome", "month": "May", "sum": 5},
    {"shop": "Oslo", "month": "Jan", "sum": 1},
    {"shop": "Rome", "month": "Jan", "sum": 2},
    {"shop": "Rome", "month": "May", "sum": 4},
]
REPORT = [{"shop": "Rome", "May": 9, "Jan": 2}, {"shop": "Oslo", "May": None, "Jan": 1}]


def test_pivot():
    assert pivot(SALES, ["shop"], "month", "sum", agg=sum) == REPORT


def test_columns_in_order_of_appearance():
    assert [list(row) for row in pivot(SALES, ["shop"], "month", "sum", agg=sum)] == [["shop", "May", "Jan"]] * 2


def test_unpivot():
    assert list(unpivot(REPORT, ["shop"], "month", "sum"))[1:] == [
        {"shop": "Rome", "month": "Jan", "sum": 2}, {"shop": "Oslo", "month": "Jan", "sum": 1},
    ]
