"""Locale, time zones, encodings, unicode."""
import calendar
import codecs
import datetime
import locale
import time
import unicodedata
import zoneinfo

EXPECTED = ("C", True, 2, "é", "caf\u00e9", "Monday")
def run():
    name = locale.setlocale(locale.LC_ALL, "C")
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    zone = zoneinfo.ZoneInfo("Europe/Berlin") if "Europe/Berlin" in zoneinfo.available_timezones() else datetime.timezone(datetime.timedelta(hours=2))
    summer = datetime.datetime(2024, 7, 1, tzinfo=zone)
    return name, time.tzname[0] in ("UTC", "GMT"), summer.utcoffset().seconds // 3600, unicodedata.normalize("NFC", "e\u0301"), codecs.decode(b"caf\xe9", "latin-1"), calendar.day_name[0]
