import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from olcrm.ledger.book import writing

Run = Callable[..., Any]
Look = Callable[..., list[tuple[Any, ...]]]

KEYS = (
    *("id", "name", "nickname", "salutation", "phone", "channels", "birthday", "city", "tags", "standing", "orders"),
    *("spent", "owed", "last_contact", "sizes", "addresses", "celebrates", "paused_until", "greeting_wanted"),
    *("credit", "archived"),
)


@pytest.fixture
def rina(shop: Run) -> Run:
    """A shop in which Rina Wati is number 1."""
    added = shop(
        "contact add 'Rina Wati' --phone 0812-3456-7890 --ig @Rina_W --nickname Rin --birthday 17/8/1990"
        " --city Bandung --address 'Jl. Mawar 5' --source ig --tag VIP --tag grosir --celebrates lebaran"
    )
    assert added.status == 0, added.err
    return shop


def test_adding_somebody_confirms_it_in_one_line(shop: Run) -> None:
    added = shop("contact add 'Rina Wati'")
    assert (added.status, added.err) == (0, "")
    assert added.out.splitlines() == ["Rina Wati (1) added.", "Addressed as Kak Rina."]


def test_everything_said_at_adding_is_in_the_document(rina: Run) -> None:
    contact = rina("contact show 1 --json").json["contact"]
    assert set(KEYS) <= set(contact)
    assert contact["channels"] == [
        {"kind": "phone", "value": "+6281234567890", "typed": "0812-3456-7890"},
        {"kind": "ig", "value": "rina_w", "typed": "@Rina_W"},
    ]
    assert (contact["phone"], contact["birthday"], contact["source"]) == ("+6281234567890", "1990-08-17", "ig")
    assert (contact["tags"], contact["celebrates"]) == (["vip", "grosir"], ["lebaran"])
    assert contact["addresses"] == [{"id": 1, "label": None, "text": "Jl. Mawar 5"}]


def test_adding_answers_with_the_contact_as_a_document(shop: Run) -> None:
    added = shop(
        "contact add Ani --shopee ani_shop --tokopedia ani_t --tiktok ani.tt --email Ani@Example.com"
        " --salutation Bu --lang en --json"
    ).json
    assert (added["olcrm"], added["kind"]) == (1, "contact.add")
    assert set(KEYS) <= set(added["contact"])
    assert [one["kind"] for one in added["contact"]["channels"]] == ["shopee", "tokopedia", "tiktok", "email"]
    assert (added["contact"]["salutation"], added["contact"]["language"]) == ("Bu", "en")


def test_prospect_is_accepted_and_said_to_change_nothing(shop: Run) -> None:
    assert "--prospect changed nothing" in shop("contact add Ani --prospect").out


def test_two_people_may_have_one_name_and_that_is_said(rina: Run) -> None:
    added = rina("contact add 'RINA  wati'")
    assert added.status == 0
    assert "There is another Rina Wati (1)." in added.out.splitlines()


def test_who_sent_her_is_remembered(rina: Run) -> None:
    sent = rina("contact add Dewi --referred-by rin --json").json["contact"]
    assert sent["referred_by"] == {"id": 1, "name": "Rina Wati", "standing": "prospect"}
    assert rina("contact add Sari --referred-by nobody").status == 3


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("contact add ''", 2),
        ("contact add '   '", 2),
        ("contact add", 2),
        ("contact add Ani --phone 12", 2),
        ("contact add Ani --phone 0812-3456-789012345", 2),
        ("contact add Ani --birthday 31/2", 2),
        ("contact add Ani --birthday 1/1/2030", 4),
        ("contact add Ani --ig 'ani sari'", 2),
        ("contact add Ani --email ani", 2),
        ("contact add Ani --celebrates islam", 2),
        ("contact add Ani --lang fr", 2),
        ("contact add Ani --tag ''", 2),
        ("contact add Ani --unknown", 2),
        ("contact add Ani --phone 081234567890", 4),
        ("contact add Ani --ig RINA_W", 4),
        ("contact show nobody", 3),
        ("contact show 99", 3),
        ("contact show ''", 2),
        ("contact list --standing best", 2),
        ("contact list --sort age", 2),
        ("contact list --tag ''", 2),
        ("contact find ''", 2),
        ("contact edit 1", 2),
        ("contact edit 1 --name ''", 2),
        ("contact edit 99 --city Solo", 3),
        ("contact edit 1 --phone 12", 2),
        ("contact tag 1", 2),
        ("contact tag 1 ''", 2),
        ("contact untag 99 vip", 3),
        ("contact channel add 1 'two words' x", 2),
        ("contact channel add 1 phone 12", 2),
        ("contact channel remove 1 @other", 3),
        ("contact channel", 2),
        ("contact channel delete 1 x", 2),
        ("contact address add 1 ''", 2),
        ("contact address remove 1 99", 3),
        ("contact size set 1 '' M", 2),
        ("contact celebrates 1 kristen", 2),
        ("contact pause 1", 2),
        ("contact pause 1 --until 1/12", 2),
        ("contact pause 1 --until 31/2 --because sakit", 2),
        ("contact pause 1 --until 2026-11-21 --because sakit", 4),
        ("contact pause 1 --until 1/12 --because ''", 2),
        ("contact archive nobody", 3),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(rina: Run, look: Look, line: str, status: int) -> None:
    before = look("SELECT count(*), max(id) FROM change_row"), look("SELECT * FROM contact")
    refused = rina(line)
    assert (refused.status, refused.out) == (status, "")
    assert len(refused.err.splitlines()) >= 1
    assert "Traceback" not in refused.err
    assert (look("SELECT count(*), max(id) FROM change_row"), look("SELECT * FROM contact")) == before


def test_a_phone_of_somebody_else_is_refused_with_her_name(rina: Run) -> None:
    refused = rina("contact add Ani --phone '+62 812 3456 7890' --json")
    assert (refused.status, refused.out, refused.error["code"]) == (4, "", "refused")
    assert refused.error["message"] == "+62 812 3456 7890 belongs to Rina Wati (1)."
    assert "olcrm contact show 1" in refused.error["hint"]


def test_several_that_fit_are_listed_and_nobody_is_chosen(rina: Run) -> None:
    rina("contact add 'Rina Dewi'")
    missing = rina("contact edit rina --city Solo --json")
    assert (missing.status, missing.out) == (3, "")
    assert missing.error["candidates"] == [
        {"id": 2, "name": "Rina Dewi", "phone": None, "standing": "prospect"},
        {"id": 1, "name": "Rina Wati", "phone": "+6281234567890", "standing": "prospect"},
    ]
    assert "Rina Dewi" in rina("contact show rina").err


def test_on_a_terminal_one_of_several_can_be_chosen(rina: Run, look: Look) -> None:
    rina("contact add 'Rina Dewi'")
    chosen = rina("contact edit rina --city Solo", keys="1\n")
    assert (chosen.status, chosen.out) == (0, "Rina Dewi (2) changed.\n")
    assert look("SELECT id FROM contact WHERE city = 'Solo'") == [(2,)]


@pytest.mark.parametrize(
    "name",
    [
        "[/]",
        "[bold]x",
        "\x1b[31mRed",
        "👩‍👩‍👧 🌸",
        "x" * 10_000,
        "'; DROP TABLE contact; --",
        "  Rina ",
        "Re\u0301na",
        "a\u202eb",
        "=1+1",
    ],
)
def test_any_name_is_kept_exactly_and_shown_harmlessly(shop: Run, name: str) -> None:
    assert shop(["contact", "add", name]).status == 0
    assert shop(["contact", "show", name, "--json"]).json["contact"]["name"] == name
    for words in (["show", name], ["list"], ["find", name], ["show", "1", "--plain"]):
        for terminal in (False, True):
            shown = shop(["contact", *words], terminal=terminal)
            assert shown.status == 0
            assert "\x1b[31m" not in shown.out
            assert "\u202e" not in shown.out


def test_a_name_with_a_leading_dash_stands_behind_two_dashes(shop: Run) -> None:
    assert shop("contact add -- -rf").out.startswith("-rf (1) added.")
    assert shop("contact show -- -rf").status == 0


def test_a_name_that_is_too_long_or_broken_is_refused_whole(shop: Run, look: Look) -> None:
    for name in ("x" * 10_001, "a\0b", "\ud800"):
        assert shop(["contact", "add", name]).status == 2
    assert look("SELECT count(*) FROM contact") == [(0,)]


def test_the_profile_shows_dues_orders_and_the_timeline(rina: Run, order: Callable[..., int], note: Any) -> None:
    with writing() as db:
        order(db, 1, date(2026, 11, 1), 150_000, 150_000)
        order(db, 1, date(2026, 11, 20), 200_000, 50_000)
        note(db, 1, "suaminya sakit", private=True)
    shown = rina("contact show rin --json").json
    assert shown["kind"] == "contact.show"
    assert (shown["addressed"], shown["reason"]) == ("Kak Rin", "1 paid order")
    contact = shown["contact"]
    assert (contact["standing"], contact["orders"], contact["spent"], contact["owed"]) == ("new", 2, 200_000, 150_000)
    assert [(due["order"], due["balance"], due["contact"]["standing"]) for due in shown["dues"]] == [
        (2, 150_000, "new")
    ]
    assert [(one["id"], one["payment"]) for one in shown["orders"]] == [(2, "partial"), (1, "paid")]
    assert [(event["kind"], event["private"]) for event in shown["timeline"]] == [
        ("payment", False),
        ("order", False),
        *(("payment", False), ("order", False), ("note", True)),
    ]
    page = rina("contact show rin").out
    for words in ("Kak Rin", "new: 1 paid order", "0812-3456-7890", "Jl. Mawar 5", "Private note: suaminya sakit"):
        assert words in page


def test_the_profile_says_what_she_waits_for_while_she_does(rina: Run) -> None:
    assert rina("contact show rin --json").json["wishes"] == []
    assert "Waits for" not in rina("contact show rin").out
    rina("product add GM-M Gamis --variant M --price 150rb --stock 0")
    rina("wait add rin GM-M --qty 2 --note 'boleh navy'")
    rina("wait add rin 'Tas Rotan'")
    dress, bag = rina("contact show rin --json").json["wishes"]
    assert (dress["id"], dress["sku"], dress["what"], dress["qty"], dress["note"]) == (
        1,
        "GM-M",
        "Gamis M",
        2,
        "boleh navy",
    )
    assert (bag["sku"], bag["what"], bag["offered_until"]) == (None, "Tas Rotan", None)
    page = rina("contact show rin").out
    assert "Waits for" in page
    assert "Tas Rotan" in page
    rina("wait remove 2")
    assert [one["what"] for one in rina("contact show rin --json").json["wishes"]] == ["Gamis M"]


def test_a_payment_of_the_same_second_stands_above_its_order(rina: Run, order: Callable[..., int]) -> None:
    with writing() as db:
        order(db, 1, date(2026, 11, 20), 200_000, 50_000)
        db.execute("UPDATE payment SET created_at = '2026-11-20T03:00:00+00:00'")
    assert [event["kind"] for event in rina("contact show 1 --json").json["timeline"]] == ["payment", "order"]


def test_who_is_meant_is_asked_with_facts_as_the_owner_knows_them(rina: Run) -> None:
    rina("contact add 'Rina Sari' --phone 081234567899")
    asked = rina("--lang id contact show ri", keys="1\n").err
    assert "  1  Rina Sari  0812-3456-7899  prospek\n" in asked


def test_the_timeline_says_what_an_order_costs_and_how_it_was_paid_where_that_is_known(rina: Run) -> None:
    rina("order add rin 'Gamis @150rb' --shipping 20rb --dp 50rb --via bca")
    rina("pay add 1 30rb")
    timeline = rina("contact show rin --json").json["timeline"]
    assert [(event["kind"], event["amount"]) for event in timeline] == [
        ("payment", 30_000),
        ("payment", 50_000),
        ("order", 170_000),
    ]
    page = rina("contact show rin").out
    assert "\tPaid\t" in page
    assert "\tPaid by bca\t" in page
    assert "#1\tGamis" in page


def test_the_timeline_is_newest_first_and_as_long_as_asked_for(rina: Run, note: Any) -> None:
    with writing() as db:
        for n in range(20):
            note(db, 1, f"nomor {n}")
    assert len(rina("contact show 1 --json").json["timeline"]) == 15
    assert "More with --all." in rina("contact show 1").err
    some = rina("contact show 1 --json --limit 3").json["timeline"]
    assert [event["text"] for event in some] == ["nomor 19", "nomor 18", "nomor 17"]
    assert len(rina("contact show 1 --json --all").json["timeline"]) == 20
    assert "More with --all." not in rina("contact show 1 --all").err


def test_a_list_is_sorted_and_sifted_by_the_words_of_the_screen(rina: Run) -> None:
    rina("contact add Ani")
    rows = rina("--lang id contact list --json --sort Nama --standing prospek").json["rows"]
    assert [row["name"] for row in rows] == ["Ani", "Rina Wati"]
    assert "prospek, baru" in rina("--lang id contact list --standing teman").err


def test_a_list_gives_documents_and_drawn_rows(rina: Run) -> None:
    rina("contact add Ani")
    rows = rina("contact list --json --sort name").json["rows"]
    assert [row["name"] for row in rows] == ["Ani", "Rina Wati"]
    assert all(set(KEYS) <= set(row) for row in rows)
    assert rina("contact list --csv --limit 1").out.startswith("id,name,standing,phone,")
    plain = rina("contact list --plain --no-birthday").out.splitlines()
    assert (len(plain), plain[1].split("\t")[:3]) == (2, ["2", "Ani", "prospect"])
    assert "1 more" in rina("contact list --limit 1", terminal=True).out
    assert rina("contact list --tag vip --city bandung --source ig --json").json["rows"][0]["id"] == 1
    assert rina("contact list --standing loyal --owing").out.startswith("There is no such customer")


def test_a_text_is_found_with_the_place_it_stands_in(rina: Run) -> None:
    rows = rina("contact find mawar --json").json["rows"]
    assert [(row["name"], row["found"]) for row in rows] == [("Rina Wati", "address")]
    assert rina("contact find 7890 --json").json["rows"][0]["found"] == "phone"
    assert "Instagram" in rina("contact find na_w").out
    nobody = rina("contact find zzz")
    assert (nobody.status, nobody.out) == (0, "Nobody was found; `olcrm contact list` shows all.\n")


def test_editing_changes_every_fact_and_an_empty_value_clears_it(rina: Run) -> None:
    rina("contact add Ani")
    edited = rina(
        "contact edit rin --name 'Rina Dewi' --nickname Dewi --salutation Bu --birthday 18/8 --city Solo --source wa"
        " --referred-by ani --lang en --phone 0813-1111-2222 --ig rina.d --shopee rina_d --tokopedia r1 --tiktok r2"
        " --email r@example.com --address 'Jl. Melati 7' --no-greet --json"
    ).json
    after = edited["contact"]
    assert edited["kind"] == "contact.edit"
    assert [after[key] for key in ("name", "nickname", "salutation", "birthday", "city", "source", "language")] == [
        *("Rina Dewi", "Dewi", "Bu", "--08-18", "Solo", "wa", "en")
    ]
    assert (after["phone"], after["referred_by"]["id"], after["greeting_wanted"]) == ("+6281311112222", 2, False)
    assert [one["kind"] for one in after["channels"]] == ["phone", "ig", "shopee", "tokopedia", "tiktok", "email"]
    assert after["addresses"][0]["text"] == "Jl. Melati 7"
    cleared = rina(
        "contact edit 1 --nickname '' --birthday '' --city '' --source '' --referred-by '' --lang '' --phone ''"
        " --ig '' --address '' --greet --json"
    ).json["contact"]
    for key in ("nickname", "birthday", "city", "source", "referred_by", "language", "phone"):
        assert cleared[key] is None
    assert (cleared["addresses"], cleared["greeting_wanted"]) == ([], True)


def test_a_salutation_can_be_none_or_the_shops_own_again(rina: Run) -> None:
    rina("contact edit 1 --salutation ''")
    assert rina("contact show 1 --json").json["addressed"] == "Rin"
    rina("contact edit 1 --salutation -")
    assert rina("contact show 1 --json").json["addressed"] == "Kak Rin"


def test_nobody_was_sent_by_herself(rina: Run) -> None:
    refused = rina("contact edit 1 --referred-by 1")
    assert (refused.status, refused.out) == (4, "")


def test_tags_are_put_on_and_taken_off(rina: Run) -> None:
    assert rina("contact tag rin Reseller").out == "Rina Wati (1) has the tags vip, grosir, reseller.\n"
    assert rina("contact untag rin vip grosir reseller").out == "Rina Wati (1) has no tags.\n"


def test_channels_are_added_and_removed(rina: Run) -> None:
    assert rina("contact channel add rin wa 0813-1111-2222").out == "0813-1111-2222 added to Rina Wati (1).\n"
    assert rina("contact channel add rin hp 6281311112222").out.startswith("Rina Wati (1) has")
    assert rina("contact show +6281311112222 --json").json["contact"]["id"] == 1
    removed = rina("contact channel remove rin 081311112222 --json").json
    assert removed["kind"] == "contact.channel.remove"
    assert [one["value"] for one in removed["contact"]["channels"]] == ["+6281234567890", "rina_w"]


def test_addresses_are_added_and_removed(rina: Run) -> None:
    assert rina("contact address add rin 'Gedung B' --label kantor").out == "Address 2 added to Rina Wati (1).\n"
    assert "Address 2 kantor" in rina("contact show rin").out
    assert rina("contact address remove rin kantor").out == "Address 2 removed from Rina Wati (1).\n"
    assert rina("contact address remove rin 1 --json").json["contact"]["addresses"] == []


def test_sizes_are_set_listed_and_forgotten(rina: Run) -> None:
    assert rina("contact size list rin").out == "No size of Rina Wati is known yet.\n"
    assert rina("contact size set rin gamis M").out == "Rina Wati (1): gamis M.\n"
    assert rina("contact size list rin --json").json["rows"] == [{"what": "gamis", "value": "M"}]
    assert rina("contact size set rin gamis '' --json").json["contact"]["sizes"] == []


def test_what_she_celebrates_is_noted_and_jangan_is_obeyed(rina: Run) -> None:
    assert rina("contact celebrates rin natal").out == "Rina Wati (1) is greeted for: lebaran, natal.\n"
    assert rina("contact celebrates rin lebaran --remove").out == "Rina Wati (1) is greeted for: natal.\n"
    assert rina("contact celebrates rin jangan").out == "Rina Wati (1) is not greeted.\n"
    assert rina("contact celebrates rin jangan --remove --json").json["contact"]["greeting_wanted"] is True


def test_nobody_is_called_by_a_title_and_the_name_stays_as_it_was_typed(rina: Run) -> None:
    added = rina("contact add 'Ibu Hj. Siti Aminah'").out
    assert added.splitlines()[0].startswith("Ibu Hj. Siti Aminah (")
    assert rina("contact show aminah --json").json["addressed"] == "Ibu Siti"
    assert "Ibu Siti" in rina("template preview birthday aminah").out


def test_a_pause_is_begun_shown_and_ended(rina: Run) -> None:
    begun = rina("contact pause rin --until 1/12 --because sakit")
    assert begun.out == "Rina Wati (1) is left alone until 1 Dec 2026: sakit.\n"
    assert rina("contact show rin --json").json["contact"]["paused_until"] == "2026-12-01"
    assert "1 Dec 2026: sakit" in rina("contact show rin").out
    assert rina("contact pause rin --end").out == "Rina Wati (1) can be written to again.\n"
    assert rina("contact pause rin --end").out == "Rina Wati (1) has no pause.\n"
    assert rina("contact show rin --json").json["contact"]["paused_until"] is None


def test_who_is_archived_leaves_the_list_and_can_come_back(rina: Run, order: Callable[..., int]) -> None:
    with writing() as db:
        order(db, 1, date(2026, 11, 20), 200_000, 0)
    archived = rina("contact archive rin")
    assert archived.out.splitlines() == ["Rina Wati (1) is archived.", "Rp200.000 is still owed."]
    assert rina("contact list --json").json["rows"] == []
    assert rina("contact list --archived --json").json["rows"][0]["archived"] is True
    assert rina("contact show wati").status == 3
    assert rina("contact archive 1 --undo").out == "Rina Wati (1) is back on the list.\n"
    assert rina("contact show wati").status == 0


def test_each_change_leaves_its_sentence_in_the_history(rina: Run, look: Look) -> None:
    rina("contact tag rin reseller")
    rina("contact tag rin reseller")
    said = [sentence for (sentence,) in look("SELECT said FROM change ORDER BY id")]
    assert said[-2:] == ["Rina Wati (1) added.", "Rina Wati (1) has the tags vip, grosir, reseller."]


def test_groups_of_verbs_have_help_and_suggest_what_was_meant(shop: Run) -> None:
    assert "channel" in shop("contact --help").out
    assert "remove" in shop("contact channel --help").out
    assert "olcrm contact channel add" in shop("contact channel add --help").out
    assert "`olcrm contact channel add`" in shop("contact channel ad x").err
    assert "`olcrm contact channel`" in shop("contact chanel add x").err


def test_every_command_of_the_room_explains_itself_with_an_example(shop: Run) -> None:
    from olcrm.contact.commands import room

    for name in room.names():
        verbs = room.groups[name].names() if name in room.groups else [""]
        for verb in verbs:
            shown = shop(f"contact {name} {verb} --help")
            assert shown.status == 0
            assert f"olcrm contact {name} {verb}".strip() in shown.out.split("Examples")[1]


def test_the_room_speaks_indonesian(rina: Run) -> None:
    rina("contact pause rin --until 1/12 --because sakit")
    for line in ("contact show rin", "contact list", "contact find mawar", "contact --help", "contact add --help"):
        english, indonesian = rina(line), rina(f"--lang id {line}")
        assert indonesian.status == 0
        assert indonesian.out != english.out
    assert "prospek" in rina("--lang id contact show rin").out
    assert rina("--lang id contact show rin --json").json == rina("contact show rin --json").json | {
        "reason": rina("--lang id contact show rin --json").json["reason"]
    }


def test_a_profile_is_shown_without_loading_what_only_drawing_needs(rina: Run) -> None:
    heavy = {"rich", "sqlite_utils", "phonenumbers"}  # pydantic may be Typer's own; the house tests watch it
    before = {name: sys.modules.pop(name) for name in heavy if name in sys.modules}
    try:
        assert rina("contact show rin --plain").status == 0
        assert not heavy & set(sys.modules)
    finally:
        sys.modules.update(before)


def test_a_change_that_fails_half_way_leaves_nothing(rina: Run, ledger: Path) -> None:
    rina("contact add Ani --phone 0813-1111-2222")
    assert rina("contact edit ani --city Solo --phone 081234567890").status == 4
    connection = sqlite3.connect(ledger)
    assert connection.execute("SELECT city FROM contact WHERE id = 2").fetchone() == (None,)
    connection.close()


def test_somebody_she_buys_for_who_stays_as_she_was_leaves_nothing_to_undo(shop):
    shop("contact add Rina")
    shop("contact circle add rina Sari --relation ibu --day 17/8 --remind")
    assert shop("contact circle edit rina Sari --relation ibu --day 17/8").status == 0
    assert len(shop("log rina --json").json["rows"]) == 2


def test_her_membership_and_gifts_are_on_her_page(shop):
    shop("contact add Rina")
    shop("contact add Sari")
    shop("member add rina --on 1/11")
    for what in ("bros", "kalender", "pashmina"):
        shop(f"gift add rina '{what}' --on 20/11")
    shop("gift add rina 'kue lebaran' --received --on 21/11")
    page = shop("contact show rina --json").json
    assert (page["member"]["joined_on"], len(page["gifts"])) == ("2026-11-01", 4)
    assert "since 1 Nov" in shop("contact show rina").out
    assert "from her 21 Nov 2026: kue lebaran" in shop("contact show rina").out
    drawn = " ".join(shop("contact show rina", terminal=True).out.split())
    assert "from her 21 Nov 2026: kue lebaran; given 20 Nov 2026: pashmina" in drawn
    assert "kalender" not in drawn
    assert "Member" not in shop("contact show sari").out
    shop("member leave rina")
    assert shop("contact show rina --json").json["member"] is None


def test_a_salutation_before_a_name_is_no_part_of_it(shop):
    shop("contact add 'Ibu Ratna Dewi'")
    shop("contact add 'Bu Ani'")
    for word, number in (("bu ratna", 1), ("Kak Ratna Dewi", 1), ("bu ani", 2)):
        assert shop(f"contact show '{word}' --json").json["contact"]["id"] == number
        assert [row["id"] for row in shop(f"contact find '{word}' --json").json["rows"]] == [number]
    assert shop("contact show 'bu sari'").status == 3
