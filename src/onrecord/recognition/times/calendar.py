"""Calendar arithmetic behind the values: shifting a day by units, weeks and quarters, movable feasts."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.recognition.times.words import table


def day_value(day: date) -> str:
    """Return a day as TIMEX3 writes it: 2016-12-05."""
    return day.isoformat()


def week_value(day: date) -> str:
    """Return the ISO week that holds `day`: 2016-W48."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def weekend_value(day: date) -> str:
    """Return the weekend of the ISO week that holds `day`: 2016-W48-WE."""
    return f"{week_value(day)}-WE"


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter, 1 to 4, that hold `day`."""
    return day.year, (day.month - 1) // 3 + 1


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month that lie `by` months on."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, by: float) -> date | None:
    """Return the day `by` days on, or None where that leaves the calendar."""
    try:
        return day + timedelta(days=by)
    except (OverflowError, ValueError):
        return None


def shifted_value(day: date, by: float, unit: str) -> str | None:
    """Return the value of the day, week, month, quarter, year or decade that lies `by` units from `day`.

    As coarse as the unit: "two months ago" is a month, "six weeks ago" a week, "41 years ago" a year.
    """
    whole = round(by)
    if unit == "D":
        moved = shift_days(day, whole)
        return day_value(moved) if moved else None
    if unit in ("W", "F"):
        moved = shift_days(day, whole * (7 if unit == "W" else 14))
        return week_value(moved) if moved else None
    if unit == "WE":
        moved = shift_days(day, whole * 7)
        return weekend_value(moved) if moved else None
    if unit == "M":
        year, month = shift_months(day.year, day.month, whole)
        return f"{year:04d}-{month:02d}" if 0 < year < 10000 else None
    if unit == "Q":
        year, month = shift_months(day.year, day.month, whole * 3)
        return f"{year:04d}-Q{(month - 1) // 3 + 1}" if 0 < year < 10000 else None
    scale = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if scale is None:
        return None
    year = day.year + round(by * scale)
    if not 0 < year < 10000:
        return None
    return f"{year:04d}"


def easter(year: int) -> date:
    """Return Easter Sunday of `year` in the western churches (the anonymous Gregorian computation)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ll = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ll) // 433
    month = (h + ll - 7 * m + 90) // 25
    return date(year, month, (h + ll - 7 * m + 33 * month + 19) % 32)


def holiday(name: str, year: int) -> date | None:
    """Return the day of a feast of words.toml in `year`."""
    rule: str = table("holidays")[name]
    plus = 0
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:] or 0))
    if "+" in rule:
        rule, _, more = rule.partition("+")
        plus = int(more)
    parts = rule.split("-", 2)
    if len(parts) == 2:
        return safe_date(year, int(parts[0]), int(parts[1]))
    month, weekday, nth = int(parts[0]), int(parts[1]), int(parts[2])
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1) + plus)
