"""Whatever the program can write is taken back to the last row and done again to the last row, on a lively shop."""

import json
import shlex
import shutil
import sqlite3

import pytest
from test_house import COMMANDS

from olcrm.demo import store as demo
from olcrm.kit.options import Writing
from olcrm.ledger import sums, watching

PRODUCT = ["product add GM-M Gamis --variant M --price 150rb --stock 1"]
CLAIM = "claim open 180 --line 1 --wants exchange --reason size"
GRANTED = [CLAIM, "claim decide 3 --goodwill --because langganan"]
# Every command that writes, with what is typed to try it; lines of one entry are typed one after another.
LINES = {
    "remind unpaid": ["remind unpaid --sent 170-2", "remind unpaid --all-sent"],
    "remind due": ["remind due --all-sent"],
    "remind snooze": [
        "remind snooze 187 3/12 --because gajian",
        "remind snooze due:168 3/12",
        "remind snooze 187 --end",
    ],
    "greet birthdays": ["greet birthdays --all-sent"],
    "follow arrived": ["follow arrived --all-sent"],
    "follow care": ["product edit SK180 --care x --care-days 6", "follow care --all-sent"],
    "follow resting": ["follow resting --all-sent"],
    "follow prospects": ["follow prospects --all-sent"],
    "follow thanks": ["config set follow.thanks every", "follow thanks --all-sent"],
    "follow sorry": ["follow sorry --all-sent"],
    "follow checkin": ["contact pause 3 --until 22/11 --because sakit", "follow checkin --all-sent"],
    "offer list": [
        "contact consent 10 --give offers",
        "offer list --name lebaran --say 'Gamis baru.' --all-sent",
    ],
    "raffle draw": ["raffle draw Undian --standing loyal --places 2 --seed a"],
    "raffle tell": ["raffle draw Undian --places 2 --seed a", "raffle tell 2 --prize Gamis --all-sent"],
    "match-buyers": ["product edit SK180 --price 1jt", "wait add 8 SK180", "match-buyers SK180 --all-sent"],
    "follow rate": ["follow rate 173 2 'jahitan lepas' --kind damaged", "follow rate 173 5 --replace"],
    "contact add": [
        "contact add Sari --phone 0812-3333-4444 --ig sari.shop --birthday 17/8 --city Solo --address 'Jl. Melati 3'"
        " --source ig --referred-by 3 --tag reseller --tag arisan --celebrates natal --nickname Ri --salutation Bu",
        "contact add Tuti --prospect",
    ],
    "contact edit": [
        "contact edit 3 --name 'Rina W.' --nickname Rin --phone 0812-9999-8888 --ig rin --birthday 1/2/1991 --city ''"
        " --address 'Jl. Baru 1' --no-greet --lang en",
        "contact edit 3 --phone '' --ig ''",
    ],
    "contact tag": ["contact tag 3 vip cantik"],
    "contact untag": ["contact tag 3 vip cantik", "contact untag 3 vip"],
    "contact celebrates": ["contact celebrates 3 natal imlek", "contact celebrates 3 natal --remove"],
    "contact pause": ["contact pause 3 --until 1/12 --because sakit", "contact pause 3 --end"],
    "contact archive": ["contact archive 3", "contact archive 3 --undo"],
    "contact consent": [
        "contact consent 3 --give offers --how WA",
        "contact consent 3 --withdraw offers --on kemarin",
        "contact consent 4 --ask offers --sent",
    ],
    "contact channel add": ["contact channel add 3 tiktok rinarina"],
    "contact channel remove": ["contact channel add 3 tiktok rinarina", "contact channel remove 3 rinarina"],
    "contact address add": ["contact address add 3 'Jl. Kenanga 5, Bandung' --label kantor"],
    "contact address remove": [
        "contact address add 3 'Jl. Kenanga 5' --label kantor",
        "contact address remove 3 kantor",
    ],
    "contact size set": ["contact size set 3 sandal 38", "contact size set 3 sandal 39"],
    "contact circle add": [
        "contact circle add 3 'Ibu Sari' --relation ibu --what birthday --day 1/12 --note biru --remind"
    ],
    "contact circle edit": [
        "contact circle add 3 Sari --day 1/12",
        "contact circle edit 3 sari --name Sri --relation ibu --remind",
        "contact circle edit 3 ibu --day -",
    ],
    "contact circle remove": ["contact circle add 3 Sari", "contact circle remove 3 sari"],
    "greet circle": ["contact circle add 3 Sari --day 1/12 --remind", "greet circle --all-sent"],
    "gift add": ["gift add 3 mug --worth 50rb --because ultah --on kemarin", "gift add 4 dodol --received"],
    "gift edit": ["gift add 3 mug", "gift edit 2 --what teko --worth 75rb --because ultah --received --on kemarin"],
    "gift remove": ["gift add 3 mug", "gift remove 2"],
    "member add": ["member add 9 --number VIP-7 --tier gold", "member leave 9", "member add 9"],
    "member edit": ["member add 9", "member edit 9 --number VIP-8 --tier gold --on kemarin", "member edit 9 --tier -"],
    "member leave": ["member add 9", "member leave 9"],
    "member gaps": ["member gaps --all-sent"],
    "order add": [
        "order add 3 '2x Gamis M @150rb' 'Bros @15rb' --shipping 12rb --discount 5rb --dp 100rb --via bca --keep 3d"
        " --promise 1/12 --recipient Ibu --recipient-phone 081233334444 --address 'Jl. Melati 3' --gift selamat"
        " --note cepat --source ig --unique-code",
        "order add 'Orang Baru' 'Gamis @150rb' --phone 0812-3333-5555",
        "order add 32 'Gamis @150rb' --dropship-from 'Toko Ani' --due 3/12 --on kemarin",
        *PRODUCT,
        "order add 9 GM-M",
        "wait add 3 GM-M",
        "order add 3 '2x gm-m' --oversell",
        "order add 3 '2x Tas @75rb' --courier 'jne reg' --cod --hide-price --extra pita",
        "order add 9 'Bros @15rb' --to 'Bu Ani, 081311112222, Jl. A' --to 'Bu Sari, Jl. B' --gift ya --unique-code",
    ],
    "order again": [
        "order again 3",
        "order again 9 --dp 50rb --via tunai",
        "order again 3 --to 'Bu Ani, 081311112222, Jl. A' --to 'Bu Sari, Jl. B'",
    ],
    "order edit": [
        "order edit 197 --add '2x Bros @15rb' --shipping 9rb --discount 1rb --note hati-hati",
        "order edit 197 --remove 1",
        "order edit 197 --courier 'j&t' --no-cod --hide-price --extra kartu --gift 'selamat ya'",
        "order edit 195 --due 1/12 --promise 3/12 --keep 5d",
    ],
    "order promise": ["order promise 197 3/12", "order promise 197 --days 20", "order promise 197"],
    "ask add": [
        "ask add 3 'Gamis M masih ada?' --objection price --next besok --ago 3h",
        "ask add 'Orang Baru' 'bisa nego?' --ig orang.baru --source pameran --answer ya --objection price",
    ],
    "ask answer": [
        "ask answer 4 'Dua hari kak' --sent",
        "ask answer 1 --next 3/12 --objection price",
    ],
    "ask bought": ["ask bought 1", "order add 3 'Tas @75rb'", "ask add 3 'Ready?'", "ask bought 4"],
    "ask drop": ["ask drop 4 --because jauh"],
    "ask done": ["ask done 3", "ask done 1"],
    "ask visit": ["ask visit 3 besok 'lihat sprei'", "ask visit 3 lusa"],
    "ask about": ["ask about 3 'ujian anaknya' --on 3/12"],
    "ask edit": [
        "ask edit 4 --text 'Kapan?' --product GZ-S --objection size --next besok",
        "ask edit 1 --answer ya --next -",
        "ask edit 2 --next besok",
    ],
    "complaint add": [
        "complaint add 197 kebesaran longgar --next besok",
        "complaint add 3 unanswered 'tanya terus' --on kemarin",
    ],
    "complaint update": [
        "complaint reopen 1",
        "complaint update 1 'sudah tanya penjahit' --next 3/12",
        "complaint update 1 'boleh' --in",
        "complaint update 1 --next -",
    ],
    "complaint close": ["complaint reopen 1", "complaint close 1 --outcome beres --cause keliru --prevention cek"],
    "complaint reopen": ["complaint reopen 1"],
    "complaint edit": [
        "complaint edit 1 --kind late --text telat --order - --product SK180 --on 1/11 --cause hujan --outcome beres",
        "complaint edit 2 --prevention -",
    ],
    "complaint say": ["complaint reopen 2", "complaint update 2 --next 3/12", "complaint say --all-sent"],
    "errand add": ["errand add 3 tas --limit 300rb --dp 50rb --via bca --by jumat", "errand add 4 bolu --fee 0"],
    "errand dp": ["errand add 3 tas", "errand dp 3 50rb --via bca"],
    "errand bought": [
        "errand add 3 tas --limit 100rb --dp 200rb",
        "errand bought 3 120rb --over-limit --pay-by 1/12 --on kemarin",
    ],
    "errand not-found": ["errand add 3 tas --dp 50rb", "errand not-found 3 --as-credit"],
    "errand edit": [
        "errand add 3 tas --dp 150rb",
        "errand edit 3 --what 'tas biru' --limit 90rb --fee 5rb --by besok",
        "errand bought 3 120rb --over-limit",
        "errand edit 3 --spent 80rb --by -",
    ],
    "order status": [
        "order status 198 making",
        "order status 198 ready",
        "order status 198 shipped",
        *PRODUCT,
        "order edit 197 --item GM-M",
        "order status 197 shipped",
    ],
    "claim policy add": [
        *PRODUCT,
        "claim policy add rusak --basis arrived --days 3 --grants exchange,refund --for damaged --evidence photo"
        " --shipping shop --clause 'Tiga hari.'",
        "claim policy add gamis --basis paid --days 30 --grants refund --product GM-M",
    ],
    "claim policy preset": ["claim policy preset 30-hari"],
    "claim policy edit": ["claim policy preset 30-hari", "claim policy edit 30-hari --days 31 --name sebulan"],
    "claim policy end": ["claim policy preset 30-hari", "claim policy end 30-hari"],
    "claim open": ["claim open 180 --line 1 --wants exchange --reason size --text kecil --evidence tag"],
    "claim evidence": [CLAIM, "claim evidence 3 photo tag"],
    "claim edit": ["claim policy preset 30-hari", CLAIM, "claim edit 3 --wants refund --reason damaged --text sobek"],
    "claim decide": [CLAIM, "claim decide 3 --goodwill --because langganan"],
    "claim back": [*GRANTED, "claim back 3 --stock no"],
    "claim exchange": [*GRANTED, "claim exchange 3 'Tas @500rb' --shipping 9rb", "claim back 3"],
    "claim refund": [*GRANTED, "claim refund 3 50rb --via bca", "claim back 3"],
    "claim repaired": [*GRANTED, "claim repaired 3"],
    "claim end": [*GRANTED, "claim end 3 --because 'boleh disimpan'"],
    "claim say": [
        *GRANTED,
        "claim say --sent 3-goodwill",
        "claim decide 2 --no --because ya",
        "claim say 2 --all-sent",
    ],
    "order cancel": [
        *PRODUCT,
        "order edit 197 --add GM-M",
        "order cancel 197 --because habis",
        "order cancel 195 --because habis --refund --via bca",
    ],
    "order release": ["order release 183", "order release 175 --as-credit"],
    "parcel pack": ["parcel pack 198 197", "order edit 195 --add '3x Bros @15rb'", "parcel pack 195 --part '1x Bros'"],
    "parcel unpack": ["parcel pack 198", "parcel unpack 198"],
    "parcel ship": [
        "parcel ship 198 jne CGK1234567890 --service yes --sent",
        "order edit 197 --cod --item '2x Tas @75rb'",
        "parcel pack 197 --part '1x tas' --weight 850g --note rapuh",
        "parcel ship 197 JX1234567890",
    ],
    "parcel tell": ["parcel ship 198 jne CGK1234567890", "parcel tell --sent 198-shipped"],
    "parcel arrived": ["parcel ship 198 jne CGK1234567890", "parcel arrived CGK1234567890"],
    "parcel returned": ["parcel ship 198 jne CGK1234567890", "parcel returned 198 --because 'rumah kosong'"],
    "parcel paid": [
        "order edit 197 --cod",
        "parcel ship 197 jne CGK1234567890",
        "parcel paid 197 --received 100rb --yes",
    ],
    "parcel edit": [
        "parcel ship 198 jne CGK1234567890 --on kemarin",
        "parcel edit 198 --courier jnt --resi JX12345 --service ez",
        "parcel edit 198 --resi '' --weight 1,2kg --note ya --on '22/11'",
    ],
    "product add": [
        "product add GM-M Gamis --variant M --price 150rb --cost 90rb --weight 300g --note a --care b --stock 3"
    ],
    "product edit": [*PRODUCT, "product edit GM-M --price 160rb --sku GM"],
    "product archive": [*PRODUCT, "product archive GM-M", "product archive GM-M --undo"],
    "product stock": [
        *PRODUCT,
        "product stock GM-M +5",
        "product stock GM-M -1 --because rusak",
        "product stock GM-M =12 --because hitung",
    ],
    "wait add": [*PRODUCT, "wait add 3 GM-M --note cepat", "wait add 3 'Tas Rotan' --qty 2"],
    "wait offer": [*PRODUCT, "wait add 3 GM-M", "wait offer 3 --keep 24h", "wait offer 3 --sent"],
    "wait remove": [*PRODUCT, "wait add 3 GM-M", "wait remove 3"],
    "reply": ["reply rekening --sent", "reply format-order 3 --sent"],
    "order invoice": ["order invoice 184 --sent", "order invoice 184 --receipt --sent"],
    "reply add": ["reply add cod 'COD bisa ya.'", "reply add seragam 'Bisa.' --lang en"],
    "reply edit": ["reply edit rekening --text 'Halo {greeting}, ke {accounts} ya.'"],
    "reply remove": ["reply add cod 'COD bisa ya.'", "reply remove cod"],
    "terms add": ["terms add 'Retur 3 hari.' --heading retur --number 9"],
    "terms edit": ["terms add 'Retur 3 hari.'", "terms edit 1 --text 'Retur 7 hari.' --heading return --number 8"],
    "terms except": [
        "terms add 'Retur 3 hari.'",
        "terms except 1 3 --because telat",
        "terms except 1 '#1' --because telat",
    ],
    "terms remove": ["terms add 'Retur 3 hari.'", "terms remove 1"],
    "pay add": [
        "pay add 197 50rb --via dana --note transfer",
        "pay add 197 500rb --via bca --on kemarin",
        "pay add due:168 285rb",
    ],
    "pay refund": ["pay refund 184 100rb --via bri --because kembali"],
    "pay void": ["pay void 193 --because 'salah catat'"],
    "due add": [
        "due add 3 75rb 'titip kerudung' --by 1/12 --kind errand",
        "due add 9 1jt modal --kind loan --on kemarin",
    ],
    "due settle": ["due settle 4 500rb --via bca"],
    "due edit": ["due edit due:168 --memo 'mukena renda' --by 5/12 --amount 300rb"],
    "due cancel": ["due cancel due:195 --because lupa", "due cancel due:198 --because batal --as-credit"],
    "due plan": [
        "due plan due:168 3x 95rb --every 1m",
        "due plan due:168 2x 150rb --every 2w",
        "due plan due:168 --none",
    ],
    "match": ["match {folder}/bca.csv --yes"],
    "match book": ["match {folder}/bca.csv --yes", "match book 2 197"],
    "match drop": ["match {folder}/bca.csv --yes", "match drop 2 --because sendiri"],
    "note add": [
        "note add 3 'suka warna pastel'",
        "note add '#197' 'jangan telepon' --private",
        "note add --journal capek",
    ],
    "note remove": ["note remove 9", "note add --journal capek", "note remove 2 --journal"],
    "message add": ["message add 3 halo", "message add 14 'besok ya' --in", "message add 16 'kapan?' --in --order 184"],
    "template edit": ["template edit birthday --text 'Selamat ulang tahun {greeting}!' --lang id"],
    "template reset": [
        "template edit birthday --text 'Selamat ulang tahun {greeting}!' --lang id",
        "template reset birthday --lang id",
    ],
    "paste": [
        "paste --file {folder}/form.txt --price 'Gamis M=150rb' --yes",
        "paste --file {folder}/form.txt --price 'Gamis M=150rb' --yes --again",
        "paste --file {folder}/address.txt --contact 3 --yes",
    ],
    "import contacts": ["import contacts {folder}/contacts.csv --yes --source pameran"],
    "import chat": [
        "import chat {folder}/chat.txt --me Melati --contact 3 --yes",
        "import chat {folder}/chat.txt --me Melati --yes",
    ],
    "import orders": ["import orders {folder}/orders.csv --yes --source shopee"],
    "config set": ["config set keep-new 24h", "config set keep-new 36h"],
    "closure add": [
        "order add 3 'Gamis @150rb' --keep 4d --promise 26/11",
        "closure add 25/11 2/12 --because libur --move-promises",
        "closure add besok",
    ],
    "closure shift": [
        "closure add 25/11 2/12",
        "order add 3 'Gamis @150rb' --keep 4d --promise 26/11",
        "closure shift",
        "closure shift 2 --move-promises",
    ],
    "closure remove": ["closure add besok", "closure remove 2"],
    "closure tell": ["closure add besok", "closure tell --all-sent"],
    "holiday set": ["holiday set lebaran 2027-03-11", "holiday set lebaran 2027-03-10"],
    "holiday reset": ["holiday set lebaran 2027-03-11", "holiday reset lebaran"],
    "holiday add": ["holiday add 'Hari Batik' 2/10 --yearly --everyone", "holiday add Musim 14/12 --until 3/1"],
    "holiday remove": ["holiday add Libur 14/12 --until 3/1", "holiday remove libur"],
    "greet holiday": ["holiday add Libur 22/11 --everyone", "greet holiday libur --all-sent --limit 3"],
    "config account add": ["config account add 'BRI 99887766 a.n. Melati'"],
    "config account remove": ["config account remove 1234567890"],
    "undo": ["undo 12", "undo 16"],
    "redo": ["undo 12", "redo", "undo 9", "redo 9"],
}
# What is not taken back by an undo, and why.
BY_NATURE = {
    "backup create": "it writes a file beside the ledger, and nothing in it",
    "backup restore": "it replaces the ledger with its history; what was there is kept, and undo names it",
    "contact forget": "nothing is kept of one who is forgotten; it says so before, and undo after",
    "init": "it makes the ledger in which there is nothing yet",
}


def writing() -> list[str]:
    """The words of every command that can write: by its kind, or by an option that notes what was sent or packed."""
    return [
        words
        for words, command in COMMANDS
        if isinstance(command, Writing) or any({"--sent", "--check"} & set(param.opts) for param in command.params)
    ]


def test_every_writing_command_has_a_line_here():
    assert set(writing()) == LINES.keys() | BY_NATURE.keys()


CHAT = "20/11/26 18.01 - Tante Mira: ready kak?\n20/11/26 18.05 - Melati: Ready kak\n"
CONTACTS = """name,phone,city,tags,birthday,note
Wati,0813-7777-0001,Solo,arisan,17/8/1990,suka biru
Rina Wulandari,0812-0000-0101,Bandung,vip,,
Yanti,0813-7777-0002,,,,
"""
ORDERS = """number,contact,phone,date,item,qty,price,total,paid,status
A-1,Wati,0813-7777-0001,1/11/2026,Gamis,2,150rb,300rb,300rb,selesai
A-2,Rina Wulandari,,2/11/2026,Bros,1,15rb,15rb,0,
A-3,Tamu,0813-7777-0003,3/11/2026,Sprei,1,200rb,200rb,100rb,
"""


FORM = """Nama: Wulan Sari
HP: 0813-7777-0009
IG: @wulan.sari
Alamat: Jl. Teratai 3, Kec. Sukun, Malang
Penerima: Bu Ani
Pesanan: Gamis M 2 pcs, Bros 15rb
Ongkir: 12rb
Catatan: bungkus kado
"""


STATEMENT = """Tanggal,Keterangan,Cabang,Jumlah,,Saldo
'20/11/2026,TRSF E-BANKING CR,'0000,285000.00,CR,1.00
'21/11/2026,SETORAN TUNAI,'0000,7654321.00,CR,1.00
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The sample shop, told once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OLCRM_NOW", "2026-11-22T12:00:00+07:00")
        path = tmp_path_factory.mktemp("every-command") / "shop" / "olcrm.db"
        demo.build(path)
    (path.parent / "contacts.csv").write_text(CONTACTS)
    (path.parent / "chat.txt").write_text(CHAT)
    (path.parent / "form.txt").write_text(FORM)
    (path.parent / "address.txt").write_text("Jl. Kenanga 12 RT 1 RW 2, Kec. Sukun, Malang 65147\n")
    (path.parent / "orders.csv").write_text(ORDERS)
    (path.parent / "bca.csv").write_text(STATEMENT)
    return path


@pytest.fixture
def lively(built, tmp_path, monkeypatch):
    """A copy of the sample shop of one's own."""
    path = tmp_path / "shop" / "olcrm.db"
    shutil.copytree(built.parent, path.parent)
    monkeypatch.setenv("OLCRM_DB", str(path))
    return path


def everything(path):
    """All rows of every table but the history's, kept sums too, and what a search for each word finds."""
    db = sqlite3.connect(path)
    try:
        found = {table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in watching.tables(db)}
        assert sums.wrong(db, 5) == []
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        searches = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'").fetchall()
        assert searches
        for (search,) in searches:
            db.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('integrity-check', 1)")
            words = f"SELECT term, doc FROM temp.{search}_words ORDER BY 1, 2"
            db.execute(f"CREATE VIRTUAL TABLE temp.{search}_words USING fts5vocab('main', '{search}', 'instance')")
            found[search] = db.execute(words).fetchall()
        return found
    finally:
        db.close()


def changes(path):
    db = sqlite3.connect(path)
    try:
        return db.execute("SELECT count(*) FROM change").fetchone()[0]
    finally:
        db.close()


def idle(path):
    """Rows that the last change says were edited, and that are what they were."""
    db = sqlite3.connect(path)
    try:
        (last,) = db.execute("SELECT max(id) FROM change").fetchone()
        edits = db.execute(
            "SELECT tbl, row_id, was FROM change_row WHERE change_id = ? AND did <> 'add' ORDER BY id DESC", (last,)
        ).fetchall()
        found, now = [], {}
        for table, row, was in edits:
            if (table, row) not in now:
                columns = watching.facts(db, table)
                there = db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row,)).fetchone()
                now[table, row] = there and dict(zip(columns, there, strict=True))
            if json.loads(was) == now[table, row]:
                found.append((table, row))
            now[table, row] = json.loads(was)
        return found
    finally:
        db.close()


CASES = [(line, LINES[words][:place]) for words in LINES for place, line in enumerate(LINES[words])]


@pytest.mark.parametrize(("line", "first"), CASES, ids=[line[:70] for line, _first in CASES])
def test_it_is_taken_back_exactly_and_done_again_exactly(lively, run, line, first):
    def typed(words):
        yes = [] if "--yes" in words or words.split()[0] not in ("undo", "redo") else ["--yes"]
        return run([*shlex.split(words.replace("{folder}", str(lively.parent))), *yes])

    for earlier in first:
        assert typed(earlier).status == 0
    before, count = everything(lively), changes(lively)
    done = typed(line)
    assert done.status == 0, done.err
    assert changes(lively) == count + 1
    assert idle(lively) == []
    after = everything(lively)
    assert after != before, "it changed nothing, so it shows nothing"
    turns = ("redo", "undo") if line in ("undo 12", "undo 9") else ("undo", "redo")
    for turn in (turns[0], turns[1], turns[0], turns[1]):
        assert run(f"{turn} --yes").status == 0
        assert everything(lively) == (before if turn == turns[0] else after)


def test_an_import_of_ten_thousand_rows_is_taken_back_in_one_step(lively, run):
    rows = "".join(f"Nama {n // 5},08130{n // 5:06},1/11/2026,Gamis,1,150rb,150rb,B-{n}\n" for n in range(10_000))
    file = lively.parent / "many.csv"
    file.write_text(f"contact,phone,date,item,qty,price,paid,number\n{rows}")
    before = everything(lively)
    assert run(f"import orders {file} --yes").status == 0
    after = everything(lively)
    assert len(after["sale_order"]) == len(before["sale_order"]) + 10_000
    done = run("undo --yes --json")
    assert json.loads(done.out)["rows"]["sale_order"] == 10_000
    assert everything(lively) == before
    assert run("redo --yes").status == 0
    assert everything(lively) == after
