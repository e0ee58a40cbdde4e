from refactor_invoice import render

NUT = {"name": "nut", "price": "10", "count": 1, "kind": "tool", "weight": 5}


def test_at_home():
    text = render({"number": "7", "country": "DE", "lines": [NUT]})
    assert text.splitlines() == [
        "INVOICE 7", "nut                     1      10.00  19%", "shipping                        4.90", "tax 19%                         2.83", "TOTAL                          17.73", "payable within 14 days",
    ]


def test_export():
    assert "export: free of tax" in render({"number": "8", "country": "US", "lines": [NUT]})
