"""The words for days: those that are shown, by language, and those that are understood, of both at once.

Understood are the spellings people use beside the dictionary's: Nopember, Pebruari, agt and ags, kemaren.
"""

SHORT_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
}
LONG_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
}
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
}
"""For the screen, by ``olcrm.kit.text.language()``; weekdays begin where ``date.weekday()`` does."""

_MONTHS = (
    "jan januari january",
    "feb peb februari febuari pebruari february",
    "mar mrt maret march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "agu agt ags aug agustus august",
    "sep sept september",
    "okt oct oktober october",
    "nov nop november nopember",
    "des dec desember december",
)
_WEEKDAYS = (
    "senin sen monday mon",
    "selasa sel tuesday tue tues",
    "rabu rab wednesday wed",
    "kamis kam thursday thu thur thurs",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "minggu ahad min sunday sun",
)
MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

NEAR = {
    "kemarin lusa": -2,
    "kemarin dulu": -2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "kemarin": -1,
    "kemaren": -1,
    "yesterday": -1,
    "hari ini": 0,
    "today": 0,
    "besok": 1,
    "esok": 1,
    "tomorrow": 1,
    "lusa": 2,
    "besok lusa": 2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}
"""Days from today."""

SIDES = {"depan": 1, "next": 1, "lalu": -1, "kemarin": -1, "last": -1, "ini": 0, "this": 0}

UNITS = {
    **dict.fromkeys(("hari", "day", "days"), (1, 0)),
    **dict.fromkeys(("minggu", "pekan", "week", "weeks"), (7, 0)),
    **dict.fromkeys(("bulan", "month", "months"), (0, 1)),
    **dict.fromkeys(("tahun", "year", "years"), (0, 12)),
}
"""What is counted from today: so many days, or so many months."""

HOURS = {
    **dict.fromkeys(("h", "jam", "hour", "hours"), 1),
    **dict.fromkeys(("d", "hari", "day", "days"), 24),
    **dict.fromkeys(("w", "minggu", "pekan", "week", "weeks"), 24 * 7),
}
"""The hours of a length of time. Months are left out: they differ."""
