from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.import_ import forms
from olcrm.import_.layouts import FIELDS, ORDER_FIELDS, layout
from olcrm.import_.rules import Fate, Habit, OrderRow, Wrong, fingerprint, order
from olcrm.kit.cells import guard
from olcrm.kit.errors import Misunderstood, Refused

TODAY = date(2026, 11, 22)
NEW = (
    "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Birthday,Notes,Labels"
)
NEW += ",E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value"
NEW += ",Address 1 - Formatted,Address 1 - City"
OLD = "Name,Given Name,Additional Name,Family Name,Nickname,Birthday,Notes,Group Membership,E-mail 1 - Type"
OLD += ",E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Address 1 - Formatted,Address 1 - City"


# How columns are understood


def google(heading, **cells):
    names = heading.split(",")
    named = {"".join(char for char in name.lower() if char.isalnum()): place for place, name in enumerate(names)}
    row = [""] * len(names)
    for name, cell in cells.items():
        row[named[name]] = cell
    return layout("contacts", names, [], "g.csv").contact(row)


def test_googles_new_layout_gives_the_whole_saved_name():
    assert (
        google(NEW, nameprefix="Bu", firstname="Rina", middlename="Gamis M", lastname="Bdg")["name"]
        == "Bu Rina Gamis M Bdg"
    )


def test_googles_old_layout_gives_the_whole_saved_name():
    assert google(OLD, name="Rina Gamis M Bdg", givenname="Rina")["name"] == "Rina Gamis M Bdg"


def test_every_number_of_a_google_contact_is_read_also_several_in_one_cell():
    found = google(NEW, firstname="Tuti", phone1value="0812-1 ::: 0812-2", phone2value="0812-3", email1value="a@b.id")
    assert found["channels"] == [("phone", "0812-1"), ("phone", "0812-2"), ("phone", "0812-3"), ("email", "a@b.id")]


@pytest.mark.parametrize(("heading", "column"), [(NEW, "labels"), (OLD, "groupmembership")])
def test_googles_own_groups_are_no_tags(heading, column):
    name = "firstname" if heading is NEW else "name"
    found = google(heading, **{name: "Rina", column: "* myContacts ::: reseller ::: * starred ::: Jabar"})
    assert found["tags"] == ["reseller", "Jabar"]


@pytest.mark.parametrize(
    ("saved", "called"),
    [
        ({"organizationname": "Konveksi Maju", "phone1value": "022-423123"}, "Konveksi Maju"),
        ({"phone1value": "0812-3456-7890 ::: 0813", "email1value": "a@b.id"}, "0812-3456-7890"),
        ({"email1value": "a@b.id"}, "a@b.id"),
    ],
)
def test_who_was_saved_without_a_name_is_called_by_what_is_there(saved, called):
    assert google(NEW, **saved)["name"] == called


def test_our_own_field_names_need_no_map_in_either_language():
    assert layout("contacts", ["Nama", "No. HP", "Berat", "kota"], [], "a.csv").shown() == {
        "name": "Nama",
        "phone": "No. HP",
        "city": "kota",
    }
    assert list(layout("orders", list(reversed(ORDER_FIELDS)), [], "a.csv").columns) == list(ORDER_FIELDS)


def test_with_a_map_only_what_it_names_is_read():
    found = layout("contacts", ["name", "phone", "city"], ["name=name"], "a.csv")
    assert found.contact(["Rina", "081234567890", "Bandung"]) == {"name": "Rina"}
    assert found.unread() == ["phone", "city"]


def test_a_map_finds_its_column_in_any_case_and_spacing():
    assert layout("contacts", ["Nama  Pembeli"], ["NAME= nama pembeli "], "a.csv").columns == {"name": [0]}


def test_columns_of_one_field_are_put_together():
    found = layout(
        "contacts", ["first", "last", "hp", "wa"], ["name=first", "name=last", "phone=hp", "phone=wa"], "a.csv"
    )
    assert found.contact(["Rina", "Wati", "0812", ""]) == {"name": "Rina Wati", "channels": [("phone", "0812")]}


@pytest.mark.parametrize(
    ("map", "message", "hint"),
    [
        ("name=Nome", "a.csv has no column “Nome”.", "Its columns are: Nama, HP."),
        (
            "nama=Nama",
            "There is no field “nama” in a file of contacts.",
            f"The fields are {', '.join(FIELDS['contacts'])}.",
        ),
        ("Nama", "“Nama” is not a map.", "Write it like --map name=COLUMN."),
        ("name=", "“name=” is not a map.", "Write it like --map name=COLUMN."),
        ("phone=HP", "It is not clear which column of a.csv is the name.", None),
    ],
)
def test_a_map_that_cannot_be_says_what_there_is(map, message, hint):
    with pytest.raises(Misunderstood) as wrong:
        layout("contacts", ["Nama", "HP"], [map], "a.csv")
    assert wrong.value.message == message
    assert hint in (None, wrong.value.hint)


def test_a_field_of_which_there_is_one_takes_one_column():
    with pytest.raises(Misunderstood, match="names a column for price twice"):
        layout("orders", ["a", "b"], ["price=a", "price=b"], "a.csv")


def test_two_columns_of_one_name_are_refused_only_when_they_are_meant():
    heading = ["contact", "date", "total", "note", "note"]
    assert layout("orders", heading, ["contact=contact", "date=date", "total=total"], "a.csv")
    with pytest.raises(Refused, match="has 2 columns “note”"):
        layout("orders", heading, [], "a.csv")


@pytest.mark.parametrize("missing", ["contact", "date", "total"])
def test_orders_need_a_buyer_a_day_and_an_amount(missing):
    heading = [name for name in ("contact", "date", "total") if name != missing]
    with pytest.raises(Misunderstood, match=f"It is not clear which column of a.csv is the {missing}"):
        layout("orders", heading, [], "a.csv")


@given(st.text(min_size=1).filter(str.strip))
def test_a_cell_guarded_for_spreadsheets_comes_back_exactly(name):
    found = layout("contacts", ["name"], [], "a.csv").contact([guard(name)])
    assert found["name"] == name
    rows = layout("orders", ["contact", "date", "total"], [], "a.csv").orders([[guard(name), "1/1/2026", "5"]])
    assert rows == [(name, "1/1/2026", "5")]


def test_blank_cells_of_an_order_are_empty():
    heading = layout("orders", ["contact", "date", "total", "note"], [], "a.csv")
    assert heading.orders([["Rina", "1/1/2026", "5", " \t"]]) == [("Rina", "1/1/2026", "5", "")]


# What cells mean


def values(**cells):
    """The row as values; a problem as its words."""
    row = {"contact": "Rina", "date": "2026-01-31"} | cells
    (found,) = forms.OrderForm(list(row), TODAY).read([2], [tuple(row.values())])
    return found if isinstance(found, OrderRow) else {wrong.column: wrong.problem for wrong in found}


@pytest.mark.parametrize(
    ("cell", "day", "moment"),
    [
        ("2026-01-31", "2026-01-31", "2026-01-31T05:00:00+00:00"),  # noon in WIB
        ("31/01/2026", "2026-01-31", "2026-01-31T05:00:00+00:00"),
        ("2026-01-31 14:05", "2026-01-31", "2026-01-31T07:05:00+00:00"),
        ("2026-01-31T14:05:30", "2026-01-31", "2026-01-31T07:05:30+00:00"),
        ("31/1/2026 14.05", "2026-01-31", "2026-01-31T07:05:00+00:00"),
        ("31/1/26, 14:05", "2026-01-31", "2026-01-31T07:05:00+00:00"),
        ("31 januari 2026 08:30", "2026-01-31", "2026-01-31T01:30:00+00:00"),
        ("31.01.2026", "2026-01-31", "2026-01-31T05:00:00+00:00"),
        ("2026-01-31T20:05:00Z", "2026-02-01", "2026-01-31T20:05:00+00:00"),
        ("2026-01-31 00:00:00.000 +07:00", "2026-01-31", "2026-01-30T17:00:00+00:00"),
        ("2026-01-31 10:00:00-0500", "2026-01-31", "2026-01-31T15:00:00+00:00"),
        ("2026-11-22 23:00", "2026-11-22", "2026-11-22T16:00:00+00:00"),
    ],
)
def test_a_day_may_come_with_its_time(cell, day, moment):
    assert values(date=cell).date == (day, moment)


@pytest.mark.parametrize(
    "cell", ["", "31/02/2026", "2026-02-30", "2026-01-31 24:00", "2026-11-23", "01-31-2026", "soon"]
)
def test_a_day_that_cannot_be_is_wrong(cell):
    assert list(values(date=cell)) == ["date"]


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        ("2933", 2933),
        ("38.300", 38_300),
        ("Rp150.000,-", 150_000),
        ("150rb", 150_000),
        ("150000.00", 150_000),
        ("150000,0", 150_000),
        ("0", 0),
        ("", None),
    ],
)
def test_amounts_are_rupiah_whatever_program_wrote_them(cell, rupiah):
    assert values(total=cell).total == rupiah


@pytest.mark.parametrize("cell", ["-5", "1.5", "38.30", "0812", "1_000", "12a", "1.000.000.000.001"])
def test_an_amount_that_could_mean_two_things_is_wrong(cell):
    assert list(values(total=cell)) == ["total"]


@pytest.mark.parametrize(("cell", "pieces"), [("3", 3), ("3.0", 3), ("999", 999), ("", None)])
def test_pieces_are_counted_whole(cell, pieces):
    assert values(qty=cell).qty == pieces


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", "1000", "dua", "3 pcs"])
def test_what_is_no_number_of_pieces_is_wrong(cell):
    assert values(qty=cell) == {"qty": f"“{cell}” is not a number of pieces from 1 to 999."}


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("belum bayar|Unpaid|BELUM DIBAYAR", Fate.UNPAID),
        ("lunas|paid|Perlu Dikirim", Fate.PAID),
        ("dikirim|shipped|Sedang  dikirim", Fate.SHIPPED),
        ("selesai|done|Completed", Fate.ARRIVED),
        ("batal|cancelled|Dibatalkan|retur", Fate.CANCELLED),
        ("lepas|released", Fate.RELEASED),
    ],
)
def test_statuses_are_understood_in_both_languages(words, fate):
    for word in words.split("|"):
        assert values(status=word).status == fate


def test_an_unknown_status_is_wrong_and_the_known_ones_are_named():
    assert values(status="hilang") == {
        "status": "“hilang” is no status that is known; known are unpaid, making, paid, shipped, arrived,"
        " cancelled, released."
    }


@pytest.mark.parametrize(
    ("cell", "paid"),
    [("lunas", True), ("YA", True), ("1", True), ("belum", False), ("-", False), ("100rb", 100_000), ("", None)],
)
def test_paid_is_an_amount_or_yes_or_no(cell, paid):
    assert values(paid=cell).paid is paid or values(paid=cell).paid == paid != 1


def test_a_buyer_may_be_a_phone_number():
    assert values(contact="0812-3456-7890").contact[1].value == "+6281234567890"
    assert values(contact="CDNOW 0001").contact == ("CDNOW 0001", None)
    assert list(values(contact="0812-34")) == ["contact"]


def test_everything_that_is_wrong_with_a_row_is_told():
    assert values(contact="", qty="0", phone="0812", note="x" * 10_001) == {
        "contact": "it is empty",
        "qty": "“0” is not a number of pieces from 1 to 999.",
        "phone": "“0812” is not a phone number: too short.",
        "note": "it is longer than 10000 characters",
    }


def test_one_wrong_row_spoils_no_other():
    form = forms.OrderForm(["contact", "date"], TODAY)
    found = form.read([2, 3, 4], [("Rina", "1/1/2026"), ("Sari", "31/2/2026"), ("Tuti", "2/1/2026")])
    assert [one.contact[0] if isinstance(one, OrderRow) else one[0].row for one in found] == ["Rina", 3, "Tuti"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("--04-14", "--04-14"),
        ("--0414", "--04-14"),
        ("--02-29", "--02-29"),
        ("1604-05-09", "--05-09"),
        ("16040509", "--05-09"),
        ("1990-08-17", "1990-08-17"),
        ("19900817", "1990-08-17"),
        ("17/8/1990", "1990-08-17"),
    ],
)
def test_birthdays_come_with_and_without_a_year(cell, kept):
    (row,) = forms.contacts([2], [{"name": "Rina", "birthday": cell}], TODAY)
    assert row.birthday == kept


def test_what_is_wrong_with_a_contact_is_told_by_its_column():
    rows = [{"channels": [("phone", "0812"), ("email", "rina")], "birthday": "31/2", "tags": ["x" * 41]}]
    (found,) = forms.contacts([7], rows, TODAY)
    assert {(wrong.row, wrong.column) for wrong in found} == {
        (7, "name"),
        (7, "phone"),
        (7, "email"),
        (7, "birthday"),
        (7, "tags"),
    }


# What an order is

HABIT = Habit(purchase="Pembelian", settled=False, paid_when_sent=True, gone_before="2026-09-23")


def row(**said):
    return OrderRow(**{"contact": ("Rina", None), "date": ("2026-11-20", "2026-11-20T05:00:00+00:00")} | said)


def one(*rows, habit=HABIT):
    return order(list(enumerate(rows, 2)), habit)


def wrong(*rows):
    with pytest.raises(Wrong) as found:
        one(*rows)
    return found.value.row, found.value.column, found.value.problem


def amount(found):
    return sum(pieces * price for pieces, _name, price in found.lines) + found.shipping - found.discount


def test_a_total_alone_is_one_purchase():
    assert one(row(total=2933)).lines == [(1, "Pembelian", 2933)]


def test_a_total_that_can_be_divided_gives_the_price_of_a_piece():
    assert one(row(total=9000, qty=3, item="Khimar")).lines == [(3, "Khimar", 3000)]


def test_a_total_that_cannot_be_divided_keeps_the_count_and_the_sum():
    assert one(row(total=2933, qty=2)).lines == [(1, "Pembelian", 1466), (1, "Pembelian", 1467)]


@given(total=st.integers(0, 10**9), qty=st.integers(1, 999))
def test_the_pieces_of_a_file_are_counted_as_the_file_counts_them(total, qty):
    assert sum(pieces for pieces, _name, _price in one(row(total=total, qty=qty)).lines) == qty


MONEY = st.integers(0, 10**9)


@given(
    total=MONEY,
    price=st.none() | MONEY,
    qty=st.none() | st.integers(1, 999),
    shipping=st.none() | MONEY,
    discount=st.none() | MONEY,
)
def test_an_order_comes_to_exactly_the_total_of_the_file(total, price, qty, shipping, discount):
    try:
        found = one(row(total=total, price=price, qty=qty, shipping=shipping, discount=discount))
    except Wrong:
        return  # when the parts say otherwise
    assert amount(found) == found.total == total
    assert all(price >= 0 and pieces >= 1 for pieces, _name, price in found.lines)
    assert found.shipping >= 0 <= found.discount


def test_what_a_total_is_more_than_the_goods_is_shipping_and_what_it_is_less_discount():
    more, less = one(row(price=150_000, total=168_000)), one(row(price=150_000, total=145_000))
    assert (more.shipping, more.discount) == (18_000, 0)
    assert (less.shipping, less.discount) == (0, 5_000)


def test_parts_that_do_not_come_to_the_total_are_wrong():
    assert wrong(row(price=150_000, qty=2, shipping=18_000, total=310_000, discount=0)) == (
        2,
        "total",
        "the parts come to Rp318.000",
    )
    assert wrong(row(total=10_000, shipping=18_000))[1] == "total"
    assert wrong(row(price=10_000, discount=18_000))[1] == "total"
    assert wrong(row()) == (2, "total", "there is neither a price nor a total")
    assert wrong(row(price=10**12, qty=2)) == (2, "total", "it is more than one order can be")


def test_rows_of_one_number_are_lines_of_one_order():
    found = one(
        row(number="A1", item="Gamis", qty=2, price=150_000, shipping=18_000, total=363_000, note="merah"),
        row(number="A1", item="Hijab", price=45_000, total=363_000, note="biru"),
    )
    assert found.lines == [(2, "Gamis", 150_000), (1, "Hijab", 45_000)]
    assert (found.shipping, found.total, found.note, found.memo) == (18_000, 363_000, "merah\nbiru", "2x Gamis, Hijab")


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("contact", ("Rina", None), ("Sari", None)),
        ("date", ("2026-11-20", "x"), ("2026-11-21", "y")),
        ("total", 5, 6),
        ("shipping", 1, 2),
        ("status", Fate.PAID, Fate.SHIPPED),
        ("paid", 0, 5),
    ],
)
def test_rows_of_one_order_must_agree_on_it(name, first, second):
    assert wrong(row(number="A1", price=5, **{name: first}), row(number="A1", price=5, **{name: second})) == (
        3,
        name,
        "it differs from row 2, which is of the same order",
    )


def test_several_rows_without_prices_could_be_doubled_and_are_wrong():
    assert wrong(row(number="A1", total=300_000), row(number="A1", total=300_000))[1] == "price"


@pytest.mark.parametrize(
    ("said", "settled", "paid"),
    [
        ({}, False, 0),
        ({}, True, 9000),
        ({"status": Fate.UNPAID}, True, 0),
        ({"status": Fate.PAID}, False, 9000),
        ({"status": Fate.SHIPPED}, False, 9000),
        ({"status": Fate.ARRIVED}, False, 9000),
        ({"status": Fate.CANCELLED}, True, 0),
        ({"paid": True}, False, 9000),
        ({"paid": False, "status": Fate.ARRIVED}, False, 0),
        ({"paid": 4000, "status": Fate.UNPAID}, False, 4000),
        ({"paid": 10_000}, False, 10_000),
    ],
)
def test_what_is_paid_follows_from_the_amount_else_the_status_else_the_habit(said, settled, paid):
    habit = Habit("Pembelian", settled=settled, paid_when_sent=True, gone_before="2026-09-23")
    assert one(row(total=9000, **said), habit=habit).paid == paid


def test_what_is_sent_counts_as_unpaid_when_the_owner_says_so():
    habit = Habit("Pembelian", settled=False, paid_when_sent=False, gone_before="2026-09-23")
    assert one(row(total=9000, status=Fate.SHIPPED), habit=habit).paid == 0


def test_money_for_an_order_that_was_called_off_is_asked_about():
    assert wrong(row(total=9000, paid=True, status=Fate.CANCELLED)) == (
        2,
        "paid",
        "Rp9.000 is paid for an order that was called off; what became of it?",
    )


def test_what_is_still_to_come_says_what_is_paid():
    assert one(row(total=9000, balance=2000)).paid == 7000
    assert one(row(total=9000, balance=-500, status=Fate.OPEN)).paid == 9500
    assert one(row(total=9000, balance=0, status=Fate.CANCELLED)).paid == 0
    assert wrong(row(total=9000, balance=9001)) == (2, "balance", "it is more than the total")


def test_goods_in_work_may_be_paid_or_not():
    problem = "it does not say what is paid, and no other column does"
    assert wrong(row(total=9000, status=Fate.OPEN)) == (2, "status", problem)
    assert one(row(total=9000, status=Fate.OPEN, paid=False)).paid == 0


@pytest.mark.parametrize(
    ("day", "said", "arrived"),
    [
        ("2026-09-22", {"paid": True}, True),
        ("2026-09-23", {"paid": True}, False),
        ("2026-09-22", {"paid": False}, False),
        ("2026-09-22", {"paid": True, "status": Fate.PAID}, False),
        ("2026-11-20", {"status": Fate.ARRIVED}, True),
    ],
)
def test_only_old_paid_orders_without_a_status_count_as_arrived(day, said, arrived):
    assert one(row(total=9000, **said)._replace(date=(day, day))).fate is (Fate.ARRIVED if arrived else None)


def test_an_order_waits_only_while_it_is_open_and_owed():
    assert one(row(total=9000)).waits
    for said in ({"paid": True}, {"status": Fate.SHIPPED, "paid": False}, {"status": Fate.CANCELLED}):
        assert not one(row(total=9000, **said)).waits


def test_an_order_is_known_again_by_its_number_whatever_became_of_it():
    assert one(row(number="A1", total=5)).mark == one(row(number="A1", total=5, status=Fate.ARRIVED)).mark
    assert one(row(number="A1", total=5)).mark != one(row(number="A2", total=5)).mark
    assert one(row(number="A1", source="ig", total=5)).mark != one(row(number="A1", total=5)).mark


def test_a_row_without_a_number_is_known_again_by_buyer_day_thing_and_amount():
    assert one(row(total=5, status=Fate.PAID, note="x")).mark == one(row(total=5, status=Fate.ARRIVED)).mark
    for other in ({"total": 6}, {"item": "Gamis"}, {"qty": 2}, {"contact": ("Sari", None)}):
        assert one(row(**{"total": 5} | other)).mark != one(row(total=5)).mark


def test_parts_of_a_fingerprint_cannot_run_together():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
