"""A chat out of WhatsApp becomes what was said to a customer and heard from her."""

import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.import_ import chat
from olcrm.kit.errors import Misunderstood, Refused

ANDROID = """\
30/08/25 18.00 - Pesan dan panggilan dienkripsi secara end-to-end.
30/08/25 18.01 - Rina Gamis: ready kak?
yang M: masih ada?
30/08/25 18.05 - Toko Ani: Ready kak
31/08/25 09.00 - Rina Gamis: <Media tidak disertakan>
31/08/25 09.01 - Rina Gamis: Pesan ini dihapus
"""
NAME = "Chat WhatsApp dengan Rina Gamis.txt"
NOW = "2026-11-22T12:00:00+07:00"


@pytest.fixture
def file(tmp_path):
    """Write a chat into a file and give its path."""

    def file(text=ANDROID, name=NAME):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return file


def one(line):
    (message,) = chat.read(line, "f").messages
    return message


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("30/08/25 18.00 - Budi: teks", datetime(2025, 8, 30, 18, 0)),
        ("14/07/2026, 20.31 - Budi: teks", datetime(2026, 7, 14, 20, 31)),
        ("14/07/2026, 20:31 - Budi: teks", datetime(2026, 7, 14, 20, 31)),
        ("[14/07/2026, 20:31:05] Budi: teks", datetime(2026, 7, 14, 20, 31, 5)),
        ("[22/11/26 09.15.00] Budi: teks", datetime(2026, 11, 22, 9, 15)),
        ("\u200e[22/11/26, 9:15:00\u202fPM] ~\u202fBudi: \u200eteks", datetime(2026, 11, 22, 21, 15)),
        ("8/30/25, 12:05 AM - Budi: teks", datetime(2025, 8, 30, 0, 5)),
        ("8/30/25, 12:05 pm - Budi: teks", datetime(2025, 8, 30, 12, 5)),
    ],
)
def test_every_spelling_of_a_head_is_read(line, at):
    message = one(line)
    assert (message.at, message.sender, message.text) == (at, "Budi", "teks")


def test_lines_without_a_head_go_on_with_the_message_and_silence_is_left_out():
    read = chat.read(ANDROID, "f")
    assert [(message.row, message.sender, message.text) for message in read.messages] == [
        (2, "Rina Gamis", "ready kak?\nyang M: masih ada?"),
        (4, "Toko Ani", "Ready kak"),
        (5, "Rina Gamis", "<Media tidak disertakan>"),
    ]
    assert read.senders == {"Rina Gamis": 2, "Toko Ani": 1}


def test_a_day_that_does_not_exist_is_wrong_and_two_ways_of_writing_days_are_refused():
    read = chat.read("31/02/25 18.00 - Budi: teks\n01/03/25 18.00 - Budi: ya", "f")
    assert [(wrong.row, wrong.problem) for wrong in read.wrong] == [(1, "there is no such day or hour")]
    assert len(read.messages) == 1
    with pytest.raises(Refused, match="The days in f are written in two ways, so none of them is sure"):
        chat.read("31/01/25 18.00 - Budi: teks\n01/31/25 18.00 - Budi: ya", "f")


def test_an_hour_that_does_not_exist_is_wrong_and_so_is_an_endless_message():
    read = chat.read(f"1/2/25, 13:00 PM - Budi: teks\n1/2/25, 1:00 PM - Budi: {'x' * 10_001}", "f")
    assert [wrong.problem for wrong in read.wrong] == ["there is no such hour", "it is longer than 10000 characters"]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))), min_size=1))
def test_no_text_makes_it_stumble(lines):
    try:
        read = chat.read("\n".join(f"30/08/25 18.00 - Budi: {line}" for line in lines), "f")
    except Refused:
        return
    assert len(read.messages) <= len(lines)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        (NAME, "Rina Gamis"),
        ("WhatsApp Chat with Rina.txt", "Rina"),
        ("WhatsApp Chat - Rina.zip", "Rina"),
        ("_chat.txt", None),
    ],
)
def test_the_name_of_the_file_tells_whom_it_is_with(name, who):
    assert chat.partner(name) == who


def test_who_is_the_shop_is_named_or_told_by_its_name_or_by_the_file():
    read = chat.read(ANDROID, "f")
    assert chat.ourselves(read, "toko ani", "", None) == "Toko Ani"
    assert chat.ourselves(read, None, "TOKO ANI", None) == "Toko Ani"
    assert chat.ourselves(read, None, "Melati", "rina gamis") == "Toko Ani"
    with pytest.raises(Misunderstood, match="Nobody in this chat is called"):
        chat.ourselves(read, "Budi", "", None)
    with pytest.raises(Misunderstood, match="It cannot be told which of the senders is you"):
        chat.ourselves(read, None, "Melati", None)


SYSTEM_ANDROID = {
    "id": [
        "Pesan dan panggilan dienkripsi secara end-to-end. Info: ketuk",
        "Rina Gamis mengganti nomor teleponnya ke nomor baru: +62 812-3456-7890",
        "Anda mengganti deskripsi grup: Toko buka jam 8",
        "Kode keamanan Anda dengan Rina Gamis berubah: ketuk untuk info",
        "Rina Gamis mengaktifkan pesan sementara: 24 jam",
        "Chat ini dengan akun bisnis: ketuk untuk info",
        "Anda membuat grup\nJam buka: 8 pagi",
    ],
    "en": [
        "Messages and calls are end-to-end encrypted. Learn more: tap",
        "Rina Gamis changed their phone number to a new number: +62 812-3456-7890",
        "You changed the group description: open at 8",
        "Your security code with Rina Gamis changed: tap to learn more",
        "Rina Gamis turned on disappearing messages: 24 hours",
        "This chat is with a business account: tap to learn more",
    ],
}


@pytest.mark.parametrize("line", [*SYSTEM_ANDROID["id"], *SYSTEM_ANDROID["en"]])
@pytest.mark.parametrize("phone", ["android", "iphone"])
def test_what_whatsapp_itself_says_has_no_sender(shop, file, line, phone):
    said = ["Rina Gamis: ready kak?", line, "Toko Ani: Ready kak"]
    if phone == "android":
        text = "".join(f"30/08/25 18.0{minute} - {one}\n" for minute, one in enumerate(said))
    else:
        said[1] = f"Rina Gamis: \u200e{line}"  # which an iPhone puts into the mouth of the chat
        text = "".join(f"[30/08/25 18.0{minute}.00] {one}\n" for minute, one in enumerate(said))
    assert chat.read(text, "f").senders == {"Rina Gamis": 1, "Toko Ani": 1}
    done = shop(["import", "chat", file(text), "--yes", "--json"], now=NOW).json
    assert (done["said"], done["heard"], done["senders"]) == (1, 1, {"Rina Gamis": 1, "Toko Ani": 1})


def test_what_a_customer_says_of_her_number_or_her_group_is_hers():
    said = [
        "Rina: kak saya mengganti nomor telepon: simpan ya",
        "Rina: I changed my phone number: save it",
        "Rina Grup Reseller: halo",
        "Rina (nomor baru): halo",
    ]
    assert [one(f"[30/08/25 18.00.00] {line}").text for line in said] == [line.split(": ", 1)[1] for line in said]
    assert one("30/08/25 18.00 - Rina Grup Reseller: halo").sender == "Rina Grup Reseller"


def test_between_two_who_are_known_whatever_else_has_a_colon_is_no_third(shop, file):
    text = ANDROID + "31/08/25 09.02 - Rina Gamis melakukan hal baru: sesuatu\n"
    shop("config set shop 'Toko Ani'")
    done = shop(["import", "chat", file(text), "--yes", "--json"], now=NOW).json
    assert (done["new"], done["senders"]) == (3, {"Rina Gamis": 2, "Toko Ani": 1})


def test_which_of_several_is_the_shop_is_asked_and_not_guessed(shop, file):
    text = "30/08/25 18.00 - Rina Gamis melakukan hal baru: sesuatu\n" + ANDROID
    asked = shop(["import", "chat", file(text), "--yes"], now=NOW)
    assert (asked.status, "It cannot be told which of the senders is you." in asked.err) == (2, True)
    done = shop(["import", "chat", file(text), "--me", "Toko Ani", "--yes", "--json"], now=NOW).json
    assert (done["said"], done["heard"]) == (1, 2)


def test_a_group_and_a_talk_to_oneself_are_refused():
    group = chat.read("1/1/25 18.00 - A: x\n1/1/25 18.00 - B: x\n1/1/25 18.00 - C: x", "f")
    with pytest.raises(Refused, match="This chat is a group of 3"):
        chat.customer(group, "A")
    with pytest.raises(Refused, match="Nobody but you wrote in this chat"):
        chat.customer(chat.read("1/1/25 18.00 - A: x", "f"), "A")


def test_a_chat_comes_in_with_a_new_customer_and_only_once(shop, file):
    seen = shop(["import", "chat", file(), "--dry-run"], now=NOW)
    assert "3 messages with Rina Gamis" in seen.out
    assert shop("contact list --json").json["rows"] == []
    done = shop(["import", "chat", file(), "--yes", "--json"], now=NOW).json
    assert (done["new"], done["said"], done["heard"], done["contact"]["id"]) == (3, 1, 2, 1)
    messages = shop("message list rina --json").json["rows"]
    assert [(one["direction"], one["text"], one["at"]) for one in messages][-1] == (
        "in",
        "ready kak?\nyang M: masih ada?",
        "2025-08-30T18:01:00+07:00",
    )
    again = shop(["import", "chat", file(), "--yes"], now=NOW)
    assert "is noted already; nothing was changed." in again.out
    assert len(shop("message list rina --json").json["rows"]) == 3
    assert shop("import list --json").json["rows"][0]["kind"] == "chat"


def test_a_later_export_adds_what_is_new_and_equal_messages_of_one_minute_all_count(shop, file):
    twice = "30/08/25 18.01 - Rina: ok\n30/08/25 18.01 - Rina: ok\n"
    shop(["import", "chat", file(twice, "WhatsApp Chat with Rina.txt"), "--yes"], now=NOW)
    longer = twice + "30/08/25 18.01 - Rina: ok\n30/08/25 18.02 - Toko: siap\n"
    done = shop(["import", "chat", file(longer, "WhatsApp Chat with Rina.txt"), "--yes", "--json"], now=NOW).json
    assert (done["new"], done["known"]) == (2, 2)


def test_who_is_known_by_her_number_or_is_named_gets_the_messages(shop, file):
    shop("contact add Rina --phone 0812-3456-7890")
    by_number = "30/08/25 18.01 - +62 812-3456-7890: halo\n30/08/25 18.02 - Toko: ya\n"
    done = shop(["import", "chat", file(by_number, "c.txt"), "--me", "Toko", "--yes", "--json"], now=NOW).json
    assert done["contact"] == {"id": 1, "name": "Rina"}
    shop("contact add Sari")
    done = shop(["import", "chat", file(), "--contact", "sari", "--yes", "--json"], now=NOW).json
    assert done["contact"]["name"] == "Sari"


def test_of_several_of_one_name_none_is_guessed(shop, file):
    for _ in range(2):
        shop("contact add 'Rina Gamis'")
    refused = shop(["import", "chat", file(), "--yes"], now=NOW)
    assert refused.status == 3
    assert "Several customers are called “Rina Gamis”." in refused.err


def test_what_cannot_be_read_stops_it_unless_it_may_be_left_out(shop, file):
    broken = ANDROID + "31/02/25 18.00 - Rina Gamis: apa\n22/12/26 18.00 - Rina Gamis: nanti\n"
    refused = shop(["import", "chat", file(broken), "--yes"], now=NOW)
    assert refused.status == 4
    assert "2 messages of Chat WhatsApp dengan Rina Gamis.txt cannot be read; nothing was changed." in refused.err
    assert "its day is still to come" in refused.err
    assert shop("contact list --json").json["rows"] == []
    done = shop(["import", "chat", file(broken), "--skip-bad", "--yes", "--json"], now=NOW).json
    assert (done["new"], len(done["skipped"])) == (3, 2)


def test_a_chat_of_days_to_come_alone_is_refused(shop, file):
    refused = shop(["import", "chat", file("22/12/26 18.00 - Rina Gamis: nanti"), "--skip-bad", "--yes"], now=NOW)
    assert (refused.status, "No message of" in refused.err) == (4, True)


def test_the_zip_of_a_phone_is_opened(shop, tmp_path):
    path = tmp_path / "WhatsApp Chat - Rina Gamis.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("_chat.txt", ANDROID)
        packed.writestr("PHOTO.jpg", b"\xff\xd8")
    assert shop(["import", "chat", str(path), "--yes", "--json"], now=NOW).json["new"] == 3
    empty = tmp_path / "x.zip"
    with zipfile.ZipFile(empty, "w") as packed:
        packed.writestr("PHOTO.jpg", b"\xff\xd8")
    assert "x.zip holds no chat, or more than one." in shop(["import", "chat", str(empty)]).err


def test_other_files_are_refused_by_what_was_expected(shop, file, tmp_path):
    for path in (file("halo\n", "f.txt"), file("", "e.txt")):
        assert "is not a chat that WhatsApp exported." in shop(["import", "chat", path, "--yes"]).err
    (tmp_path / "p.txt").write_bytes(b"\xff\xfe\x00")
    assert shop(["import", "chat", str(tmp_path / "p.txt"), "--yes"]).status == 4
    missing = shop(["import", "chat", str(tmp_path / "none.txt"), "--yes"])
    assert (missing.status, "There is no file" in missing.err) == (3, True)


def test_a_file_too_large_for_a_chat_is_not_read(shop, file, monkeypatch):
    monkeypatch.setattr("olcrm.import_.talks.LARGEST", 10)
    assert "is too large for a chat." in shop(["import", "chat", file(), "--yes"], now=NOW).err


def test_bringing_a_chat_in_is_taken_back_as_one(shop, file):
    shop(["import", "chat", file(), "--yes"], now=NOW)
    shop("undo --yes", now=NOW)
    assert shop("contact list --json").json["rows"] == []
    assert shop("import list --json").json["rows"] == []


def test_on_a_terminal_it_is_shown_first_and_only_done_when_agreed(shop, file):
    refused = shop(["import", "chat", file()], terminal=True, keys="n\n", now=NOW)
    assert "3 messages with Rina Gamis" in refused.err + refused.out
    assert shop("contact list --json").json["rows"] == []
