"""Her name goes also out of what is kept of her: what is counted, and what says how something went."""

from olcrm.ledger import forgetting
from olcrm.ledger.book import writing


def test_her_name_goes_out_of_what_is_kept_about_her(market, traces):
    for line in (
        "order edit 1 --courier 'sepupu Jubebe'",
        "parcel ship 1 'ojek Zubaidah' RESI1",
        "parcel edit 1 --service 'antar Xylophonia'",
        "complaint add 1 late 'lama sekali'",
        "complaint close 1 --outcome 'Zubaidah dikirimi lagi' --cause 'alamat Jubebe keliru'"
        " --prevention 'tanya Zubaidah dulu'",
        "complaint edit 1 --outcome 'Jubebe lega' --cause 'alamat Zubaidah keliru'",
    ):
        done = market(line)
        assert done.status == 0, (line, done.err)
    market("contact forget 1 --yes --from-backups")
    assert traces() == {}
    complaint = market("complaint show 1 --json").json["complaint"]
    assert [complaint[key] for key in ("outcome", "cause", "prevention")] == [
        "… lega",
        "alamat … keliru",
        "tanya … dulu",
    ]
    assert market("order show 1 --json").json["order"]["courier"] == "sepupu …"
    parcel = market("parcel show 1 --json").json["parcels"][0]
    assert (parcel["courier"], parcel["service"]) == ("ojek …", "ANTAR …")
    assert market("doctor --plain").out.count("damaged") == 0, market("doctor --json").out


def test_no_column_that_is_searched_keeps_her_name_nor_does_its_history(market, traces, look):
    market("parcel ship 1 jne RESI1")
    market("complaint add 1 late lama")
    market("complaint close 1 --outcome beres --cause macet")
    with writing() as db:
        db.execute(
            "INSERT INTO bank_line (bank, fingerprint, file_name, row_number, paid_on, amount, text, seen_at,"
            " payment_id) VALUES ('bca', 'f', 'a.csv', 2, '2026-11-20', 9, 'trsf', '2026-11-21T05:00:00+00:00', 1)"
        )
        db.execute(
            "INSERT INTO claim (contact_id, order_id, wants, reason, opened_on, opened_at, qty, evidence)"
            " VALUES (1, 1, 'refund', 'damaged', '2026-11-20', '2026-11-20T05:00:00+00:00', 1, 'foto')"
        )
    for said in ("titipan Zubaidah", "titipan Jubebe", "titipan Xylophonia"):
        with writing() as db:
            for table, columns in forgetting.SEARCHED.items():
                for column in columns:
                    assert db.execute(f"UPDATE {table} SET {column} = ?", (said,)).rowcount, table
    market("contact forget 1 --yes --from-backups")
    for table, columns in forgetting.SEARCHED.items():
        for column in columns:
            hers = forgetting._OWN.get(table, "contact_id")
            assert look(f"SELECT DISTINCT {column} FROM {table} WHERE {hers} = 1") == [("titipan …",)]
    left = look("SELECT tbl, was FROM change_row WHERE contact_id = 1 AND was IS NOT NULL")
    assert [row for row in left if "zubaidah" in row[1].lower() or "jubebe" in row[1].lower()] == []
