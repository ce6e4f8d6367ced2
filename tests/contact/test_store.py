import os
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import people, store
from olcrm.contact.rules import Channel, Standing, channel
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.ledger.book import Ledger, reading, writing

Order = Callable[..., int]
Note = Callable[..., None]

HOSTILE = (
    "[/]",
    "[bold]Rina[/bold]",
    "\x1b[31mRina",
    "Rina \u202eitaW",
    "👩‍👩‍👧 Ayu 🌸",
    "'; DROP TABLE contact; --",
    '"',
    "Rina\nWati\tBdg",
    "  Rina  ",
    "Re\u0301na",
    "Réna Sénia",
    "{name} %s $name",
    "=1+1",
    "-rf",
    "安娜 نور ありがとう",
    "AND OR NOT NEAR",
    "*",
    "\u200b",
    "\u0301",
    "x" * 10_000,
    "kata " * 2_000,
)


def candidates(db: sqlite3.Connection, word: str) -> list[int]:
    with pytest.raises(Missing) as missing:
        store.find(db, word)
    return [one["id"] for one in missing.value.candidates]


def test_a_new_contact_comes_back_as_she_was_written_down(db: Ledger) -> None:
    ani = store.add(db, "Ani")
    number = store.add(
        db,
        "Rina Wati",
        phone="0812-3456-7890",
        channels=[channel("ig", "@Rina_W"), channel("email", "r@example.com")],
        nickname="Rin",
        salutation="",
        birthday="--08-17",
        city="Bandung",
        address="Jl. Mawar 5",
        source="ig",
        referred_by_id=ani,
        tags=["VIP", "vip", "reseller"],
        celebrates=["lebaran", "imlek"],
        language="en",
    )
    rina = store.get(db, number)
    assert store.document(db, rina) == {
        "id": number,
        "name": "Rina Wati",
        "nickname": "Rin",
        "salutation": "",
        "language": "en",
        "phone": "+6281234567890",
        "channels": [
            {"kind": "phone", "value": "+6281234567890", "typed": "0812-3456-7890"},
            {"kind": "ig", "value": "rina_w", "typed": "@Rina_W"},
            {"kind": "email", "value": "r@example.com", "typed": "r@example.com"},
        ],
        "birthday": "--08-17",
        "city": "Bandung",
        "source": "ig",
        "tags": ["vip", "reseller"],
        "standing": "prospect",
        "orders": 0,
        "paid_orders": 0,
        "spent": 0,
        "owed": 0,
        "credit": 0,
        "last_order_on": None,
        "last_contact": None,
        "greeting_wanted": True,
        "archived": False,
        "referred_by": {"id": ani, "name": "Ani", "standing": "prospect"},
        "sizes": [],
        "addresses": [{"id": 1, "label": None, "text": "Jl. Mawar 5"}],
        "celebrates": ["lebaran", "imlek"],
        "circle": [],
        "closeness": None,
        "prefers": None,
        "paused_until": None,
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_comes_back_exactly_and_is_found_by_itself(db: Ledger, name: str) -> None:
    number = store.add(db, name, nickname=name)
    store.add(db, "Somebody Else")
    assert store.get(db, number).name == name
    assert store.find(db, name).id == number


@pytest.mark.parametrize(
    "word", [*HOSTILE, '""', '" OR "x', "a\\b", "^", "NEAR(", "-", "%", "_", "(", "{", "col:x", "🌸"]
)
def test_no_word_breaks_the_search(db: Ledger, word: str) -> None:
    store.add(db, "Rina")
    with pytest.raises(Missing):
        store.find(db, f"zzz {word}"[:10_000])
    assert store.search(db, word, 50)[1] is False
    assert store.search(db, f"zzz {word}", None)[0] == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=30).filter(lambda word: "\0" not in word and word.strip()))
def test_every_text_can_be_a_name_and_finds_its_bearer(db: Ledger, word: str) -> None:
    db.execute("SAVEPOINT one")
    number = store.add(db, word)
    assert store.find(db, word).id == number
    assert store.get(db, number).name == word
    db.execute("ROLLBACK TO one")


def test_a_contact_is_found_by_everything_she_is_known_by(db: Ledger) -> None:
    rina = store.add(db, "Rina Wati", phone="0812-3456-7890", nickname="Rin", channels=[channel("shopee", "rina_shop")])
    store.add_channel(db, rina, channel("ig", "@Rina.W"))
    store.add_channel(db, rina, channel("phone", "+60 12-345 6789"))
    store.add(db, "Somebody Else")
    for word in (
        *(
            str(rina),
            f" {rina}\x1f",
            "081234567890",
            "0812 3456 7890",
            "+62 812-3456-7890",
            "6281234567890",
            "81234567890",
        ),
        *("0062 812 3456 7890", "+60123456789", "@rina.w", "RINA.W", "rina_shop", "@rina_shop", "rina wati"),
        *("RINA  WATI", "Rína Wati", "rin", "Rina", "wat", "ati", "ri", "r wa", "wati rina"),
    ):
        assert store.find(db, word).id == rina, word


def test_a_whole_name_wins_over_a_part(db: Ledger) -> None:
    store.add(db, "Rina Wati")
    rina = store.add(db, "Rina")
    assert store.find(db, "rina").id == rina
    nick = store.add(db, "Dewi Lestari", nickname="Wati")
    assert store.find(db, "wati").id == nick


def test_several_that_fit_are_offered_and_never_guessed(db: Ledger, order: Order) -> None:
    early, late = store.add(db, "Rina Wati", phone="081234567890"), store.add(db, "Rina Dewi")
    order(db, early, date(2026, 11, 1), 100_000, 0)
    with pytest.raises(Missing) as missing:
        store.find(db, "rina")
    assert missing.value.word == "rina"
    assert missing.value.candidates == [
        {"id": early, "name": "Rina Wati", "phone": "+6281234567890", "standing": "prospect"},
        {"id": late, "name": "Rina Dewi", "phone": None, "standing": "prospect"},
    ]


def test_the_same_whole_name_twice_is_no_answer(db: Ledger) -> None:
    both = [store.add(db, "Rina Wati"), store.add(db, "RINA wati")]
    assert sorted(candidates(db, "rina wati")) == both


def test_a_nickname_of_one_and_a_handle_of_another_are_two(db: Ledger) -> None:
    both = [store.add(db, "Rina Wati", nickname="Bunga"), store.add(db, "Dewi", channels=[channel("ig", "bunga")])]
    assert sorted(candidates(db, "bunga")) == both


def test_at_most_ten_are_offered_those_who_ordered_last(db: Ledger, order: Order) -> None:
    numbers = [store.add(db, f"Rina {chr(97 + n)}") for n in range(12)]
    for days, number in enumerate(numbers):
        order(db, number, date(2026, 11, 20) - timedelta(days=days), 1000, 0)
    assert candidates(db, "rina") == numbers[:10]


def test_a_short_word_is_the_beginning_of_a_word_and_a_long_one_any_part(db: Ledger) -> None:
    al = store.add(db, "Alya Nur")
    store.add(db, "Halim")
    assert store.find(db, "al").id == al
    assert store.find(db, "ali").name == "Halim"


def test_a_number_is_nobodys_name(db: Ledger) -> None:
    store.add(db, "Toko 99")
    for word in ("99", "0812", "081299999999", "12345678901234567890", "+", "007"):
        with pytest.raises(Missing):
            store.find(db, word)
    assert store.find(db, "toko 99").name == "Toko 99"


def test_a_marketplace_name_of_figures_is_found_where_no_contact_has_the_number(db: Ledger) -> None:
    number = store.add(db, "Rina", channels=[channel("shopee", "88123")])
    assert store.find(db, "88123").id == number


def test_who_is_archived_is_found_when_meant_and_never_offered(db: Ledger) -> None:
    gone = store.add(db, "Rina Wati", phone="081234567890")
    store.archive(db, gone)
    for word in (str(gone), "081234567890", "rina wati"):
        assert store.find(db, word).id == gone
    with pytest.raises(Missing):
        store.find(db, "wati")
    here = store.add(db, "Rina Wati")
    assert store.find(db, "rina wati").id == here
    assert list(store.search(db, "rina wati", 50)[0]) == [here, gone]
    store.fetch_back(db, gone)
    assert sorted(candidates(db, "wati")) == [gone, here]


def test_a_long_text_cut_short_never_finds_somebody_else(db: Ledger) -> None:
    store.add(db, "a" * 200)
    words = " ".join(f"kata{n}" for n in range(20))
    store.add(db, words)
    for word in ("a" * 199 + "b", words.replace("kata19", "lain19")):
        with pytest.raises(Missing):
            store.find(db, word)


def test_a_word_that_cannot_be_kept_is_not_understood(db: Ledger) -> None:
    for word in ("", "   ", "a\0b", "\udcff", "x" * 10_001):
        with pytest.raises(Misunderstood):
            store.find(db, word)


def test_nobody_can_be_offered_to_be_added_unless_it_is_a_number(ledger: object) -> None:
    with reading() as db:
        with pytest.raises(Missing) as missing:
            store.find(db, "Sari Dewi", or_add=True)
        with pytest.raises(Missing) as phone:
            store.find(db, "0812", or_add=True)
        with pytest.raises(Missing) as unasked:
            store.find(db, "Sari Dewi")
    assert (phone.value.remedy, unasked.value.remedy) == ("", "")
    assert missing.value.remedy == "Add a new customer of this name?"


def test_one_phone_belongs_to_one_person(db: Ledger) -> None:
    rina = store.add(db, "Rina Wati", phone="0812-3456-7890")
    with pytest.raises(Refused, match=rf"Rina Wati \({rina}\)"):
        store.add(db, "Ani", phone="+62 812 3456 7890")
    with pytest.raises(Refused, match=rf"Rina Wati \({rina}\)"):
        store.add_channel(db, store.add(db, "Budi"), channel("wa", "81234567890"))
    assert store.add_channel(db, rina, channel("phone", "6281234567890")) is False


def test_standing_follows_what_was_paid(db: Ledger, order: Order) -> None:
    rina, ani, budi, sari, tuti, wati = (
        store.add(db, name) for name in ("Rina", "Ani", "Budi", "Sari", "Tuti", "Wati")
    )
    recent = date(2026, 11, 1)
    order(db, rina, recent, 100_000, 50_000)
    order(db, ani, recent, 100_000, 100_000)
    order(db, ani, recent, 100_000, 100_000, closed=True)
    for n in range(2):
        order(db, budi, recent - timedelta(days=n), 100_000, 100_000)
    order(db, sari, recent, 2_000_000, 2_100_000)
    order(db, tuti, date(2026, 8, 24), 100_000, 100_000)
    order(db, wati, date(2026, 8, 24), 100_000, 100_000)
    order(db, wati, recent, 100_000, 0)
    found = store.get_many(db, [wati, tuti, sari, budi, ani, rina, 999])
    assert [(one.name, str(one.standing)) for one in found.values()] == [
        ("Wati", "new"),
        ("Tuti", "resting"),
        ("Sari", "loyal"),
        ("Budi", "repeat"),
        ("Ani", "new"),
        ("Rina", "prospect"),
    ]
    assert found[sari].spent == 2_100_000
    assert found[rina].owed == 50_000
    assert (found[ani].orders, found[ani].paid_orders, found[ani].last_order_on) == (1, 1, "2026-11-01")


def test_a_contact_that_is_not_there_is_missing(db: Ledger) -> None:
    with pytest.raises(Missing):
        store.get(db, 7)
    assert store.get_many(db, [7]) == {}
    assert store.get_many(db, []) == {}


def test_the_last_contact_is_the_last_message_in_the_shops_own_time(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    db.execute(
        "INSERT INTO message (contact_id, direction, purpose, text, said_at) VALUES (?, 'out', 'talk', 'halo', ?)",
        (rina, "2026-11-20T02:00:00+00:00"),
    )
    assert store.get(db, rina).last_contact == "2026-11-20T09:00:00+07:00"


def test_editing_changes_what_is_named_and_how_she_is_found(db: Ledger) -> None:
    rina = store.add(db, "Rina Wati", nickname="Rin", city="Bandung", birthday="1990-08-17")
    store.edit(db, rina, {"name": "Dewi Lestari", "nickname": None, "birthday": None})
    after = store.get(db, rina)
    assert (after.name, after.nickname, after.city, after.birthday) == ("Dewi Lestari", None, "Bandung", None)
    assert store.find(db, "lestari").id == rina
    for word in ("rina", "rin"):
        with pytest.raises(Missing):
            store.find(db, word)


def test_a_channel_can_be_put_in_the_place_of_the_only_one(db: Ledger) -> None:
    rina = store.add(db, "Rina", phone="081234567890", channels=[channel("ig", "a"), channel("ig", "b")])
    store.put_channel(db, store.get(db, rina), "phone", "0813-1111-2222")
    assert store.get(db, rina).phone == "+6281311112222"
    store.put_channel(db, store.get(db, rina), "phone", "")
    assert store.get(db, rina).phone is None
    store.put_channel(db, store.get(db, rina), "shopee", "rina_s")
    assert Channel("shopee", "rina_s", "rina_s") in store.get(db, rina).channels
    with pytest.raises(Refused, match="2 channels"):
        store.put_channel(db, store.get(db, rina), "ig", "c")


def test_a_channel_is_removed_by_any_spelling_of_it(db: Ledger) -> None:
    rina = store.add(db, "Rina", phone="081234567890", channels=[channel("ig", "@Rina")])
    for typed in ("+62 812 3456 7890", "RINA"):
        store.remove_channel(db, rina, store.her_channel(store.get(db, rina), typed))
    assert store.get(db, rina).channels == []
    with pytest.raises(Missing):
        store.her_channel(store.get(db, rina), "@rina")


def test_an_address_can_be_put_in_the_place_of_the_only_one(db: Ledger) -> None:
    rina = store.get(db, store.add(db, "Rina", address="Jl. Mawar 5"))
    store.put_address(db, rina, "Jl. Melati 7")
    assert [row["text"] for row in store.addresses(db, rina.id)] == ["Jl. Melati 7"]
    assert store.search(db, "melati", 50)[0] == {rina.id: "address"}
    assert store.search(db, "mawar", 50)[0] == {}
    store.put_address(db, rina, "")
    assert store.addresses(db, rina.id) == []
    store.put_address(db, rina, "Jl. Anggrek 1")
    store.add_address(db, rina.id, "Gedung B", "kantor")
    with pytest.raises(Refused, match="2 addresses"):
        store.put_address(db, rina, "Jl. Kamboja 9")


def test_an_address_is_meant_by_number_label_or_text(db: Ledger) -> None:
    rina = store.get(db, store.add(db, "Rina"))
    number = store.add_address(db, rina.id, "Gedung B, Lt. 3", "Kantor")
    other = store.add_address(db, store.add(db, "Ani"), "Jl. Ani 1")
    for word in (str(number), "kantor", "gedung b, lt. 3"):
        assert store.her_address(db, rina, word)["id"] == number
    for word in (str(other), "rumah", "-"):
        with pytest.raises(Missing):
            store.her_address(db, rina, word)


def test_tags_sizes_and_feasts_are_put_on_once_and_taken_off(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    store.tag(db, rina, ["VIP", "vip", "grosir"])
    store.untag(db, rina, ["Vip", "never"])
    store.put_size(db, rina, "Gamis", "M")
    store.put_size(db, rina, "gamis", "L")
    store.put_size(db, rina, "sepatu", "38")
    store.put_size(db, rina, "sepatu", None)
    store.celebrate(db, rina, ["natal", "Lebaran", "natal"])
    store.forget_feasts(db, rina, ["natal"])
    seen = store.document(db, store.get(db, rina))
    assert seen["tags"] == ["grosir"]
    assert seen["sizes"] == [{"what": "gamis", "value": "L"}]
    assert seen["celebrates"] == ["lebaran"]


def test_feasts_are_kept_by_one_word_each_and_never_a_religion(db: Ledger) -> None:
    db.execute("INSERT INTO feast (key, name, from_on) VALUES ('hari-guru', 'Hari Guru', '2026-11-25')")
    rina = store.add(db, "Rina", celebrates=["Idul Fitri", "lebaran", "easter", "Hari Guru", "umum"])
    kept = ["lebaran", "paskah", "hari-guru", "umum"]
    assert store.document(db, store.get(db, rina))["celebrates"] == kept
    for word, near in (("galugan", "galungan"), ("islam", "jangan"), ("hari gury", "hari-guru")):
        with pytest.raises(Misunderstood) as caught:
            store.celebrate(db, rina, [word])
        assert near in (caught.value.hint or "")


def test_what_she_is_noted_for_already_stays_understood(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    db.execute("INSERT INTO celebrates (contact_id, feast) VALUES (?, 'hari-batik')", (rina,))
    store.celebrate(db, rina, ["hari-batik"])
    store.forget_feasts(db, rina, ["Hari-Batik"])
    assert store.document(db, store.get(db, rina))["celebrates"] == []


def test_the_feasts_of_most_are_understood_without_looking_feasts_up(db: Ledger) -> None:
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    store.add(db, "Rina", celebrates=["lebaran"])
    db.set_trace_callback(None)
    assert not [question for question in asked if "FROM feast" in question]


def test_who_does_not_want_to_be_greeted_is_not_greeted_for_a_feast_named_later(db: Ledger) -> None:
    rina = store.add(db, "Rina", celebrates=["lebaran", "jangan"])
    store.celebrate(db, rina, ["natal"])
    assert store.get(db, rina).greeting_wanted is False
    store.forget_feasts(db, rina, ["jangan"])
    assert store.get(db, rina).greeting_wanted is True


def test_a_pause_holds_from_its_first_to_its_last_day(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    today, until = date(2026, 11, 22), date(2026, 12, 1)
    store.pause(db, rina, today, until, "sakit")
    assert store.is_paused(db, rina, today)
    assert store.is_paused(db, rina, until)
    assert not store.is_paused(db, rina, until + timedelta(days=1))
    assert not store.is_paused(db, rina, today - timedelta(days=1))
    assert store.document(db, store.get(db, rina))["paused_until"] == "2026-12-01"


def test_a_new_pause_takes_the_place_of_the_one_she_is_in(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    today = date(2026, 11, 22)
    store.pause(db, rina, today - timedelta(days=3), date(2027, 1, 1), "berduka")
    store.pause(db, rina, today, date(2026, 11, 24), "sakit")
    assert not store.is_paused(db, rina, date(2026, 11, 25))
    assert store.is_paused(db, rina, today - timedelta(days=1))
    found = store.paused(db, rina, today)
    assert found is not None
    assert found["because"] == "sakit"


def test_ending_a_pause_makes_today_free_again(db: Ledger) -> None:
    rina = store.add(db, "Rina")
    today = date(2026, 11, 22)
    for began in (today, today - timedelta(days=2)):
        store.pause(db, rina, began, date(2026, 12, 1), "sakit")
        assert store.end_pause(db, rina, today) is True
        assert not store.is_paused(db, rina, today)
    assert store.end_pause(db, rina, today) is False


def test_lists_are_sorted_filtered_and_counted(db: Ledger, order: Order) -> None:
    ani = store.add(db, "Ani", city="Bandung", source="ig", tags=["vip", "grosir"], birthday="--01-01")
    budi = store.add(db, "Budi", city="bandung", tags=["vip"])
    citra = store.add(db, "Citra", source="pameran")
    gone = store.add(db, "Dina")
    store.archive(db, gone)
    order(db, budi, date(2026, 11, 1), 200_000, 0)
    order(db, citra, date(2026, 11, 2), 100_000, 100_000)
    assert store.listed(db) == ([citra, budi, ani], 3)
    assert store.listed(db, most=2) == ([citra, budi], 3)
    assert store.listed(db, sort="name") == ([ani, budi, citra], 3)
    assert store.listed(db, sort="spent") == ([citra, ani, budi], 3)
    assert store.listed(db, sort="owed")[0][0] == budi
    assert store.listed(db, owing=True) == ([budi], 1)
    assert store.listed(db, no_birthday=True, sort="name") == ([budi, citra], 2)
    assert store.listed(db, city="BANDUNG", sort="name") == ([ani, budi], 2)
    assert store.listed(db, source="ig") == ([ani], 1)
    assert store.listed(db, tags=["vip"], sort="name") == ([ani, budi], 2)
    assert store.listed(db, tags=["vip", "grosir"]) == ([ani], 1)
    assert store.listed(db, archived=True) == ([gone], 1)
    assert store.listed(db, standing=Standing.NEW) == ([citra], 1)
    assert store.listed(db, standing=Standing.PROSPECT, sort="name", most=1) == ([ani], 2)
    assert store.listed(db, standing=Standing.LOYAL) == ([], 0)


def test_a_text_is_found_wherever_it_stands_names_first(db: Ledger, note: Note) -> None:
    written = store.add(db, "Tuti")
    note(db, written, "suka mawar merah, alergi udang")
    lives = store.add(db, "Sari", address="Jl. Mawar No. 5, Bandung")
    handle = store.add(db, "Dewi", channels=[channel("ig", "toko_mawar")])
    named = store.add(db, "Mawar Wati", phone="0812-3456-7890")
    assert list(store.search(db, "mawar", 50)[0].items()) == [
        (named, "name"),
        (handle, "ig"),
        (lives, "address"),
        (written, "note"),
    ]
    assert store.search(db, "mer", 50)[0] == {written: "note"}
    assert store.search(db, "mawar udang", 50)[0] == {written: "note"}
    assert store.search(db, "mawar 5 bandung", 50)[0] == {lives: "address"}
    for figures in ("7890", "0812", "62812", "812-3456", "+62 812", "081234567890", "456"):
        assert store.search(db, figures, 50)[0] == {named: "phone"}, figures
    assert store.search(db, "wa", 50)[0] == {named: "name"}


def test_a_search_says_when_there_may_be_more(db: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.finding, "LOOKED_AT", 3)
    for n in range(4):
        store.add(db, f"Rina {n}")
    found, cut = store.search(db, "rina", 2)
    assert (len(found), cut) == (3, True)
    assert store.search(db, "rina", None) == (dict.fromkeys((4, 3, 2, 1), "name"), False)


def test_the_shell_is_given_short_words_that_mean_one_person(ledger: object, order: Order) -> None:
    with writing() as db:
        store.add(db, "Rina Wati")
        store.add(db, "Rina Dewi", nickname="Dedew")
        ani = store.add(db, "Ani Sari")
        store.add(db, "[/] x")
        gone = store.add(db, "Anita")
        store.archive(db, gone)
        order(db, ani, clock.today(), 1000, 0)
    assert store.suggest("") == ["ani", "1", "dedew", "4"]
    assert store.suggest("an") == ["ani"]
    assert store.suggest("2") == ["2"]
    assert store.suggest("zzz") == []
    assert all(" " not in word and len(word) <= 20 for word in store.suggest(""))


def test_the_shell_is_given_nothing_where_there_is_no_ledger(tmp_path: object) -> None:
    os.environ["OLCRM_DB"] = f"{tmp_path}/none.db"
    try:
        assert store.suggest("") == []
    finally:
        del os.environ["OLCRM_DB"]


GROWING = {"contact", "channel", "address", "tag", "size", "celebrates", "pause", "due", "payment", "message", "note"}
GROWING |= {"sale_order", "o", "order_line"}


def test_no_daily_question_reads_a_growing_table_from_end_to_end(ledger: object, order: Order, note: Note) -> None:
    with writing() as db:
        rina = store.add(db, "Rina Wati", phone="081234567890", address="Jl. Mawar 5", tags=["vip"])
        store.add(db, "Rina Dewi", referred_by_id=rina, channels=[channel("ig", "dewi")])
        order(db, rina, date(2026, 11, 1), 1000, 1000)
        note(db, rina, "suka mawar")
    from olcrm.contact import person

    asked: list[str] = []
    with reading() as db:
        db.set_trace_callback(asked.append)
        for word in ("1", "0812-3456-7890", "@dewi", "rina wati", "wati", "ri", "88"):
            store.find(db, word) if word not in ("ri", "88") else candidates(db, word)
        for word in ("mawar", "rina", "7890", "ri"):
            store.search(db, word, 50)
        person.page(db, store.get(db, 2), 15, brief=True)
        store.documents(db, list(store.get_many(db, [1, 2]).values()))
        store.is_paused(db, 1, date(2026, 11, 22))
        people.unasked(db, 1, date(2026, 11, 22))
        db.set_trace_callback(None)
        plans = {
            step["detail"]: question
            for question in set(asked)
            if question.startswith(("SELECT", "\nSELECT"))
            for step in db.execute(f"EXPLAIN QUERY PLAN {question}")
        }
    assert any("contact_search" in plan for plan in plans)
    scans = [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in plan]
    assert [plan for plan in scans if plan.split()[1] in GROWING] == []


def test_a_list_of_fifty_walks_along_an_index(ledger: object) -> None:
    with reading() as db:
        for sort, index in (("last", "contact_last_order"), ("name", "contact_name_key"), ("spent", "contact_spent")):
            asked: list[str] = []
            db.set_trace_callback(asked.append)
            store.listed(db, sort=sort, most=50)
            db.set_trace_callback(None)
            plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
            assert plan == [f"SCAN contact USING INDEX {index}"]


def test_pauses_that_are_over_are_found_by_their_last_day(db: Ledger) -> None:
    values = people.at(date(2026, 11, 22)) | {"since": "2026-11-08"}
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {people.ENDED}", values)]
    assert "SEARCH pause USING INDEX pause_until (until_on>? AND until_on<?)" in plan
    assert not [step for step in plan if step.startswith("SCAN")]
