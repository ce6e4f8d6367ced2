"""What a person may ask about her own data, as the owner types it."""

import json
import os
import stat
import zipfile

import pytest

NOON = "2026-11-22T12:00:00+07:00"

# consent ---------------------------------------------------------------------------------------------------------


def test_a_consent_is_noted_with_how_it_was_said_and_the_latest_counts(market):
    said = market("contact consent sari --give offers photo --give photo --how 'WA: boleh'")
    assert said.status == 2
    said = market("contact consent sari --give promo --give foto --how 'WA: boleh' --on kemarin")
    assert said.out == "Sari Dewi (2): allows offers and news, showing photos of her or her order.\n"
    market("contact consent sari --withdraw offers")
    found = market("contact consent sari --json").json
    assert found["now"] == {"offers": False, "photo": True, "greetings": True}
    assert [(row["on"], row["purpose"], row["given"], row["how"]) for row in found["rows"]] == [
        ("2026-11-22", "offers", False, None),
        ("2026-11-21", "photo", True, "WA: boleh"),
        ("2026-11-21", "offers", True, "WA: boleh"),
    ]
    shown = market("contact show sari --plain").out
    assert "Agreed to\tshowing photos of her or her order" in shown
    assert "Does not want\toffers and news" in shown
    assert market("contact show sari --json").json["contact"]["consents"] == found["rows"]


def test_a_purpose_may_be_a_word_of_the_shops_own(market):
    assert market("contact consent sari --give undian").out == "Sari Dewi (2): allows undian.\n"
    assert "cannot be a purpose" in market("contact consent sari --give '!!'").err


def test_the_wish_to_be_greeted_is_one_of_the_consents_however_it_is_noted(market):
    market("contact consent sari --withdraw ultah --how 'tidak usah ya'")
    assert market("contact show sari --json").json["contact"]["greeting_wanted"] is False
    market("contact celebrates sari jangan")
    market("contact edit sari --greet")
    market("contact celebrates sari jangan")
    market("contact celebrates sari jangan --remove")
    found = market("contact consent sari --json").json
    assert found["now"]["greetings"] is True
    assert [row["given"] for row in found["rows"]] == [True, False, True, False]
    assert market("undo --yes").status == 0
    assert market("contact consent sari --json").json["now"]["greetings"] is False


def test_the_question_is_written_in_her_language_and_logged_only_when_it_is_sent(market):
    asked = market("contact consent sari --ask photo")
    assert "Boleh saya minta izin untuk menampilkan foto pesanannya?" in asked.out
    assert "https://wa.me/6281355556666" in asked.out
    before = len(market("message list sari --json").json["rows"])
    market("contact edit sari --lang en")
    sent = market("contact consent sari --ask photo --sent --json").json
    assert "May I ask for your consent to show photos of your order?" in sent["text"]
    assert len(market("message list sari --json").json["rows"]) == before + 1
    assert "undian" in market("contact consent sari --ask undian").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--give offers --ask photo", "--ask does not go with --give or --withdraw."),
        ("--how WA", "There is nothing to note."),
        ("--sent", "There is nothing to note."),
        ("--give offers --withdraw promo", "cannot be allowed and taken back at once"),
        ("--give offers --on besok", "A consent is noted once it was said."),
    ],
)
def test_what_makes_no_consent_is_refused(market, options, words):
    done = market(f"contact consent sari {options}")
    assert done.status in (2, 4)
    assert words in done.err
    assert market("contact consent sari --json").json["rows"] == []


# request ---------------------------------------------------------------------------------------------------------


def test_a_request_is_counted_down_in_today_and_overdue_when_three_days_are_over(market):
    market("contact request 1 erasure --done")
    done = market("contact request sari akses --on '21/11 18:00' --said 'data saya apa saja?'")
    assert done.out == (
        "Noted: Sari Dewi (2) asks for a copy of her data.\n54 hours left to answer.\n"
        "Next: `olcrm contact export 2 --to .`.\n"
    )
    (first, *_rest) = market("today --json").json["rows"]
    assert (first["room"], first["kind"], first["contact"]["id"]) == ("privacy", "request", 2)
    assert first["text"] == "Asks for a copy of her data: 54 hours left to answer"
    assert first["next"] == "olcrm contact export 2 --to ."
    (late, *_rest) = market("today --json", now="2026-11-25T01:30:00+07:00").json["rows"]
    assert late["text"] == "Asks for a copy of her data: overdue by 7 hours"
    (asked,) = market("contact request sari --json").json["rows"]
    assert (asked["kind"], asked["said"]) == ("access", "data saya apa saja?")
    assert asked["answer_by"] == "2026-11-24T18:00:00+07:00"


def test_a_day_without_an_hour_counts_from_its_beginning_and_today_from_now(market):
    market("contact request sari stop --on kemarin")
    market("contact request sari correction")
    market("contact request sari access --on 21.10")
    found = {row["kind"]: row["asked_at"] for row in market("contact request sari --json").json["rows"]}
    days = {"stop": "2026-11-21T00:00:00+07:00", "access": "2026-10-21T00:00:00+07:00"}
    assert found == {"correction": NOON, **days}


def test_the_oldest_request_stands_first_and_asking_twice_starts_no_second_countdown(market):
    market("contact request sari access --on kemarin")
    market("contact request sari access")
    assert [row["text"][:6] for row in market("today --json").json["rows"] if row["kind"] == "request"] == [
        "Asks f",
        "Asks t",
    ]


def test_each_request_is_answered_by_what_is_done_about_it(market, tmp_path):
    for kind in ("access", "correction", "stop"):
        market(f"contact request sari {kind}")
    assert "Her request for a copy is answered." in market(f"contact export sari --to {tmp_path}/s.zip").out
    said = market("contact consent sari --withdraw offers --withdraw greetings")
    assert "Her request to stop is answered." in said.out
    market("contact request sari correction --done --how 'nama dibetulkan'")
    rows = market("contact request sari --json").json["rows"]
    assert {row["kind"]: row["answer"] for row in rows} == {
        "access": "as a file",
        "correction": "nama dibetulkan",
        "stop": None,
    }
    assert all(row["answered_at"] for row in rows)
    assert not [row for row in market("today --json").json["rows"] if row["contact"]["id"] == 2]


def test_a_request_to_stop_is_answered_once_neither_offers_nor_greetings_go_to_her(market):
    def is_open():
        rows = market("today --json").json["rows"]
        return any((row["kind"], row["contact"]["id"]) == ("request", 2) for row in rows)

    asked = market("contact request sari stop")
    assert "Next: `olcrm contact consent 2 --withdraw offers --withdraw greetings`." in asked.out
    said = market("contact consent sari --withdraw photo")
    assert "still open; not withdrawn yet: offers and news, greetings on birthdays and feasts." in said.out
    assert "Next: `olcrm contact consent 2 --withdraw offers --withdraw greetings`." in said.out
    assert is_open()
    said = market("contact consent sari --withdraw greetings --json")
    assert (said.json["answered"], is_open()) == (False, True)
    said = market("contact consent sari --withdraw photo")
    assert "Next: `olcrm contact consent 2 --withdraw offers`." in said.out
    assert market("contact consent sari --withdraw offers --json").json["answered"] is True
    assert not is_open()
    assert "stop" not in market("contact consent sari --withdraw offers").out
    assert "overdue by" in market("contact request sari stop --on 21.10").out.casefold()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("makan", 2, "is nothing that can be asked for here"),
        ("--said halo", 2, "It is not said what she asks."),
        ("access --done", 3, "has asked for nothing of that kind that is still open"),
        ("access --on besok", 4, "A request is noted once it was made."),
        ("access --on 'kemarin 25:00'", 2, "is no time of day"),
    ],
)
def test_what_is_no_request_is_refused(market, words, status, told):
    done = market(f"contact request sari {words}")
    assert (done.status, told in done.err) == (status, True)


# export ----------------------------------------------------------------------------------------------------------


def test_she_is_given_what_she_sent_and_what_the_bank_wrote_of_her_payments(market, tmp_path):
    form = tmp_path / "form.txt"
    form.write_text("Nama: Wulan Sari\nHP: 0813-1111-2222\nPesanan: 1 Bros Mawar 25rb\n", encoding="utf-8")
    statement = tmp_path / "mutasi.csv"
    statement.write_text("Tgl,Ket,Kredit\n2026-11-22,TRF WULAN SARI,25.000\n", encoding="utf-8")
    order = market(f"paste --file {form} --yes --json").json["orders"][0]["id"]
    market(f"match {statement} --map date=Tgl --map amount=Kredit --map text=Ket --account bca --dry-run")
    market(f"match {statement} --map date=Tgl --map amount=Kredit --map text=Ket --account bca --yes")
    document = market("contact export 'Wulan Sari' --json").json
    assert [(one["order_id"], one["text"].splitlines()[0]) for one in document["sent"]] == [(order, "Nama: Wulan Sari")]
    assert [(one["amount"], one["text"]) for one in document["statements"]] == [(25_000, "TRF WULAN SARI")]
    letter = market("contact export 'Wulan Sari'").out
    assert "TRF WULAN SARI" in letter
    market("due add 'Wulan Sari' 30rb mukena")
    assert market("due plan due:5 3x 10rb --every 1m").status == 0
    market("contact edit 'Wulan Sari' --lang en")
    letter = market("contact export 'Wulan Sari'").out
    for thing, table in (("what the bank wrote of", "bank_line"), ("a part of what is to be paid", "instalment")):
        assert (thing in letter, table in letter) == (True, False), letter
    assert "Pesanan: 1 Bros Mawar 25rb" in letter


def test_the_letter_tells_her_everything_but_what_is_private_or_somebody_elses(market):
    market("contact edit 1 --lang en --referred-by sari")
    letter = market("contact export 1").out
    for known in (
        *("Zubaidah Xylophonia", "0812-9876-5432", "zubi_x", "Jl. Melati 5, Bandung", "reseller-lama", "18 Sep 1987"),
        *("2x Gamis M = Rp300.000", "Total: Rp320.000", "mukena-titipan", "transfer-dari-suami", "pastel-kesukaan"),
        *("halo-zubi", "boleh-kak", "minta-dihapus", "Recipient: somebody else", "Sent by: another customer"),
        "address: removed",
    ):
        assert known in letter, known
    for hidden in ("rahasia-keluarga", "rivate", "Sari", "081311112222", "1111-2222", "Wahyuningtyas", "…222"):
        assert hidden not in letter, hidden


def test_who_got_her_gift_and_where_is_in_nothing_she_is_given(market, tmp_path):
    market("order edit 1 --address 'Jl. Kenari 3, Bogor'")
    market("order add 1 'Bros @25rb' --recipient jubebe --address 'Jl. Kantor 8' --recipient-phone 0812-9876-5432")
    market("order add 1 'Bros @25rb' --recipient 'Bu Ani' --address 'Jl. Melati 5, Bandung'")
    market(f"contact export 1 --to {tmp_path}/z.zip")
    with zipfile.ZipFile(tmp_path / "z.zip") as archive:
        whole = b"".join(map(archive.read, archive.namelist())).decode()
    for told in (market("contact export 1").out, market("contact export 1 --json").out, whole):
        for hidden in ("Wahyuningtyas", "1111-2222", "81311112222", "Kenari", "Bu Ani"):
            assert hidden not in told, hidden
        assert "Jl. Kantor 8" in told
    orders = market("contact export 1 --json").json["orders"]
    assert [(one["to_somebody_else"], one["recipient"], one["address"]) for one in orders] == [
        (True, None, None),
        (False, "jubebe", "Jl. Kantor 8"),
        (True, None, "Jl. Melati 5, Bandung"),
    ]


def test_the_trail_of_what_was_done_with_her_data_says_nothing_of_private_notes(market):
    document = market("contact export 1 --json").json
    notes = [act for one in document["processing"] for act in one["done"] if act["what"] == "note"]
    assert notes == [{"what": "note", "did": "add"}]
    market("note remove 2")
    assert "rahasia" not in market("contact export 1 --json").out
    again = market("contact export 1 --json").json["processing"]
    assert again == document["processing"]


def test_the_letter_tells_goods_that_came_back_and_credit_by_their_names(market):
    market("contact add Tuti")
    number = market("order add tuti 'Tas @200rb' --discount 10rb --dp 250rb --json").json["order"]["id"]
    market(f"order status {number} arrived")
    market(f"claim open {number} --wants refund --reason damaged --no-complaint")
    market("claim decide 1 --goodwill --because ya")
    market("claim refund 1 40rb")
    market("order add tuti 'Bros @30rb'")
    market(f"pay add {number + 1} 30rb --via credit")
    letter = market("contact export tuti").out
    assert "  Diskon: Rp10.000\n  Pengembalian dana: Rp40.000\n  Total: Rp150.000\n" in letter
    assert f"Rp30.000 (pesanan {number + 1}, saldo)" in letter


def test_a_zip_holds_the_letter_the_document_and_tables_for_its_owner_alone(market, tmp_path):
    os.umask(0)
    done = market(f"contact export 1 --to {tmp_path}")
    os.umask(0o022)
    file = tmp_path / "zubaidah-xylophonia-2026-11-22.zip"
    assert f"is in {file}" in done.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        whole = b"".join(map(archive.read, names))
        assert json.loads(archive.read(names[1]))["contact"]["name"] == "Zubaidah Xylophonia"
    assert names == [
        "zubaidah-xylophonia-2026-11-22.txt",
        "zubaidah-xylophonia-2026-11-22.json",
        *("orders.csv", "dues.csv", "payments.csv", "messages.csv"),
    ]
    assert b"rahasia-keluarga" not in whole
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_formula_in_what_she_wrote_is_run_by_no_spreadsheet(market, tmp_path):
    market("message add 1 '=HYPERLINK(1)' --in")
    market(f"contact export 1 --to {tmp_path}/z.zip")
    with zipfile.ZipFile(tmp_path / "z.zip") as archive:
        assert b'"\'=HYPERLINK(1)"' in archive.read("messages.csv")


def test_a_file_is_replaced_only_when_asked_and_nothing_but_a_file_ever(market, tmp_path):
    (tmp_path / "z.txt").write_text("mine")
    assert market(f"contact export 1 --to {tmp_path}/z.txt").status == 4
    assert market(f"contact export 1 --to {tmp_path}/z.txt", keys="n\n").out == "Nothing was written.\n"
    assert (tmp_path / "z.txt").read_text() == "mine"
    assert market(f"contact export 1 --to {tmp_path}/z.txt --yes").status == 0
    assert "Zubaidah" in (tmp_path / "z.txt").read_text()
    (tmp_path / "away").write_text("untouched")
    (tmp_path / "link.zip").symlink_to(tmp_path / "away")
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("link.zip", "pipe.json"):
        done = market(f"contact export 1 --to {tmp_path}/{name} --yes")
        assert (done.status, "is no ordinary file" in done.err) == (4, True)
    assert (tmp_path / "away").read_text() == "untouched"
    assert (
        "is neither a folder nor a name for a file of this kind"
        in market(f"contact export 1 --to {tmp_path}/z.pdf").err
    )
    assert "There is no folder" in market(f"contact export 1 --to {tmp_path}/nix/z.zip").err


# forget ----------------------------------------------------------------------------------------------------------


def sums(run):
    rows = run("report sales --json").json, run("report dues --json").json["rows"]
    return [rows[0].get("sums"), rows[0]["rows"], [(row["age_days"], row["balance"]) for row in rows[1] if row]]


def test_no_byte_of_her_is_left_in_any_file_and_every_sum_stays(market, traces):
    assert len(traces()) > 1
    before = market("report sales --json").json, market("report customers --json").out.count('"id"')
    done = market("contact forget 1 --yes --from-backups --because 'Zubaidah minta, 0812 9876 5432'")
    assert done.status == 0
    assert done.out.startswith("Customer 1 is forgotten; what was bought and paid stays, under no name.\n")
    assert traces() == {}
    assert market("report sales --json").json == before[0]
    shown = market("contact show 1 --json").json["contact"]
    assert (shown["name"], shown["spent"], shown["orders"], shown["channels"]) == ("Anonim 1", 320_000, 1, [])
    assert (shown["birthday"], shown["addresses"], shown["tags"], shown["consents"]) == (None, [], [], [])
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out
    assert market("contact find zubaidah --json").json["rows"] == []
    assert market("contact show sari --json").json["contact"]["name"] == "Sari Dewi"
    assert market("contact add 'Zubaidah Xylophonia' --phone 0812-9876-5432").status == 0


def test_backups_from_before_are_announced_and_erased_on_request(market, traces, ledger):
    done = market("contact forget 1 --yes")
    assert "1 backup from before still holds the data." in done.out
    assert "The last daily one of them goes on 20" in done.out
    assert "`olcrm contact forget 1 --from-backups`" in done.out
    assert [name for name in traces() if name.endswith(".db")] == ["olcrm-2026-11-22.db"]
    again = market("contact forget 1 --from-backups")
    assert "No backup beside the ledger holds the data any more." in again.out
    assert traces() == {}
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out
    assert {row["state"] for row in market("backup check --json").json["rows"]} == {"good"}


def test_whatever_she_asked_is_answered_once_she_is_forgotten(market, look):
    for kind in ("access", "stop", "erasure"):
        market(f"contact request 1 {kind}")
    market("contact request 2 access")
    assert market("contact forget 1 --yes").status == 0
    rows = [row for row in market("today --all --json").json["rows"] if row["kind"] == "request"]
    assert [row["contact"]["id"] for row in rows] == [2]
    assert look("SELECT count(answered_at) FROM request WHERE contact_id = 1") == [(3,)]


def test_the_question_says_what_goes_what_stays_and_that_there_is_no_way_back(market, traces):
    before = traces()
    asked = market("contact forget 1", keys="n\n")
    for words in (
        "It erases with it: notes 2, messages 1, phones and handles 2",
        "Kept for the books, under no name: orders 1, dues 2, payments 2.",
        "This cannot be taken back",
        "backup from before",
    ):
        assert words in " ".join(asked.err.split()), words
    assert asked.out == "Nothing was changed.\n"
    assert market("contact forget 1").status == 4
    planned = market("contact forget 1 --dry-run --json").json
    assert (planned["changed"], planned["erased"]["note"], planned["kept"]["payment"]) == (False, 2, 2)
    assert traces() == before


def test_what_she_owes_is_said_before_and_asked_of_nobody_after(market):
    market("order add 1 'Mukena @200rb'")
    assert "Rp200.000 is still owed; nobody can be asked for it afterwards." in market("contact forget 1 --dry-run").out
    market("pay add 3 250rb")
    assert "Rp50.000 is her credit; give it back first." in market("contact forget 1 --dry-run").out
    market("order add 1 'Mukena @200rb'")
    market("contact forget 1 --yes")
    assert market("remind unpaid --json", now="2026-12-20T12:00:00+07:00").json["rows"] == [
        row for row in market("remind unpaid --json").json["rows"] if row["contact"]["id"] != 1
    ]
    assert market("contact show 1 --json").json["contact"]["owed"] == 200_000


def test_forgetting_is_not_undone_and_what_was_done_before_needs_no_name(market):
    market("contact forget 1 --yes")
    assert "taken back" in market("undo --yes").err
    log = market("log 1 --json").json["rows"]
    for entry in log:
        market(f"undo --yes {entry['id']}")
    assert market("contact show 1 --json").json["contact"]["name"] == "Anonim 1"
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out


def test_who_is_named_elsewhere_is_listed_and_taken_out_on_request(market, traces):
    market("note add sari 'temannya Zubaidah, nomornya 0812 9876 5432 ya'")
    market("order add sari 'Sprei bordir Jubebe @300rb'")
    planned = market("contact forget 1 --dry-run --json").json["mentions"]
    assert [(one["table"], one["contact"], one["order"]) for one in planned] == [
        ("note", 2, None),
        ("order_line", 2, 3),
        ("due", 2, 3),
    ]
    assert "about others may mean her:" in market("contact forget 1 --dry-run").out
    market("contact forget 1 --yes --from-backups --mentions")
    assert market("note list sari --json").json["rows"][0]["text"] == "temannya …, nomornya … ya"
    assert market("order show 3 --json").json["order"]["lines"][0]["name"] == "Sprei bordir …"
    assert traces() == {}
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out


def test_her_parcels_errands_and_replies_are_forgotten(market, traces):
    needles = ("RESI778899", "titip-satpam", "tas-idaman", "pita-kesukaan")
    for line in (
        "order edit 1 --extra pita-kesukaan",
        "parcel ship 1 jne RESI778899",
        "parcel edit 1 --note titip-satpam",
        "errand add 1 tas-idaman --limit 300rb",
        "reply cara-order 1 --sent",
    ):
        done = market(line)
        assert done.status == 0, (line, done.err)
    assert set(needles) <= {needle for found in traces(needles=needles).values() for needle in found}
    market("contact forget 1 --yes --from-backups")
    assert traces(needles=needles) == {}
    assert market("errand show 1 --json").json["errand"]["what"] == "…"
    assert all(row["asked"] == 0 for row in market("reply list --json").json["rows"])


def test_what_she_asked_complained_of_and_thought_is_forgotten(market, traces):
    needles = ("tanya-seragam", "keluh-luntur", "kata-bagus")
    for line in (
        "ask add 1 tanya-seragam",
        "complaint add 1 quality keluh-luntur",
        "order status 1 shipped",
        "order status 1 arrived",
        "follow rate 1 5 kata-bagus",
    ):
        done = market(line)
        assert done.status == 0, (line, done.err)
    assert set(needles) <= {needle for found in traces(needles=needles).values() for needle in found}
    assert ", kata-bagus\n" in market("contact export 1").out
    told = market("contact forget 1 --from-backups", keys="n\n")
    assert "questions 1" in told.out + told.err
    market("contact forget 1 --yes --from-backups")
    assert traces(needles=needles) == {}


def test_a_courier_or_a_heading_of_the_terms_may_be_called_like_her(market):
    number = market("order add sari 'Sprei @300rb' --courier 'Zubaidah antar' --json").json["order"]["id"]
    market(f"parcel ship {number} JX4444")
    market("terms add 'Boleh ditukar dalam 3 hari.' --heading 'Untuk Zubaidah'")
    market("contact forget 1 --yes --from-backups --mentions")
    assert market(f"parcel show {number} --json").json["parcels"][0]["courier"] == "… antar"
    assert market("terms list --json").json["rows"][0]["heading"] == "Untuk …"


def test_somebody_else_of_the_same_name_keeps_hers(market):
    market("contact add 'Zubaidah Rahma' --phone 081377778888")
    market("note add 3 'suka warna hijau'")
    market("contact forget 1 --yes")
    assert market("contact show 3 --json").json["contact"]["name"] == "Zubaidah Rahma"
    assert market("note find hijau --json").json["rows"][0]["text"] == "suka warna hijau"


# restored --------------------------------------------------------------------------------------------------------


def test_an_older_copy_brings_nobody_back(market, traces, tmp_path, ledger):
    away = tmp_path / "stick"
    away.mkdir()
    market(f"backup create --to {away}/copy.db")
    market("contact forget 1 --yes --from-backups")
    done = market(f"backup restore {away}/copy.db --yes")
    assert "1 person who is forgotten was left out." in done.out
    assert traces("replaced") == {}
    assert market("contact show 1 --json").json["contact"]["name"] == "Anonim 1"
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out


def test_the_list_alone_is_enough_to_forget_again_and_names_nobody(market, traces, tmp_path, ledger):
    market(f"backup create --to {tmp_path}/copy.db")
    market("contact forget 1 --yes --from-backups")
    listed = ledger.parent / "backups" / "olcrm-forgotten.json"
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    rows = json.loads(listed.read_text())["rows"]
    assert [sorted(row) for row in rows] == [["contact", "forgotten_at", "known_since"]]
    ledger.unlink()
    assert market(f"backup restore {tmp_path}/copy.db --yes").status == 0
    assert traces() == {}
    listed.write_text("{broken")
    refused = market(f"backup restore {tmp_path}/copy.db --yes")
    assert (refused.status, "The list of who is forgotten cannot be read" in refused.err) == (4, True)


# private notes ---------------------------------------------------------------------------------------------------


def test_what_a_private_note_says_is_in_no_log(market):
    assert "rahasia-keluarga" not in market("log --json").out
    assert market("log --json").json["rows"][3]["command"] == "olcrm note add 1 … --private"


def test_a_private_note_is_in_nothing_that_is_made_to_be_sent(market):
    from olcrm.template import rules

    shown = [market(f"template preview {name} 1").out for name in rules.NAMES]
    shown += [market(line).out for line in ("contact export 1", "contact export 1 --json", "order invoice 1")]
    shown += [market(line).out for line in ("due statement 1", "remind unpaid --text", "greet birthdays --text")]
    assert all(shown[: len(rules.NAMES) + 3])
    assert "rahasia-keluarga" not in "".join(shown)
