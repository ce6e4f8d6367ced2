import pytest


@pytest.fixture
def terms(shop):
    """A shop with three clauses; nothing is said yet of delivery and cancellation."""
    shop("terms add 'Keep 2x24 jam, setelah itu barang dilepas.' --heading pembayaran")
    shop("terms add 'Kado dibungkus gratis.' --heading Kado")
    shop("terms add 'Retur paling lambat 3 hari setelah diterima.' --heading return")
    return shop


def numbers(shop):
    return [row["number"] for row in shop("terms list --json").json["rows"]]


def test_clauses_are_numbered_one_after_another(terms):
    assert numbers(terms) == [1, 2, 3]
    row = terms("terms list --json").json["rows"][0]
    assert row == {"number": 1, "heading": "payment", "text": "Keep 2x24 jam, setelah itu barang dilepas."}


def test_a_number_stays_when_another_clause_goes(terms):
    said = terms("terms remove 2")
    assert "Clause 2 is out of the terms; the others keep their numbers." in said.out
    assert numbers(terms) == [1, 3]
    terms("terms add 'Ongkir ditanggung pembeli.' --heading delivery")
    assert numbers(terms) == [1, 3, 4]
    terms("terms add 'COD hanya Bekasi.' --number 2")
    assert numbers(terms) == [1, 2, 3, 4]
    terms("undo --yes")
    assert numbers(terms) == [1, 3, 4]


def test_the_list_says_which_of_the_four_are_missing(terms):
    document = terms("terms list --json").json
    assert document["missing"] == ["delivery", "cancellation"]
    assert "asked for by PP 80/2019, article 53: delivery, cancellation." in terms("terms list").err
    terms("terms add 'Dikirim H+1.' --heading kirim")
    said = terms("terms add 'Batal sebelum dikirim boleh.' --heading batal")
    assert "PP 80" not in said.out
    assert terms("terms list --json").json["missing"] == []
    assert "PP 80" in terms("terms remove 1").out
    assert "PP 80" not in terms("terms remove 2").out


def test_a_clause_is_shown_whole_with_the_way_to_quote_it(terms):
    shown = terms("terms show 3")
    assert shown.out.splitlines()[0] == "Clause 3: return"
    assert "Retur paling lambat 3 hari setelah diterima." in shown.out
    assert "olcrm reply syarat CONTACT --number 3" in shown.out
    assert terms("terms show 2 --json").json["term"]["heading"] == "Kado"


def test_a_clause_is_changed_part_by_part(terms):
    terms("terms edit 3 --text 'Retur 7 hari.'")
    terms("terms edit 3 --number 7")
    assert terms("terms show 7 --json").json["term"] == {"number": 7, "heading": "return", "text": "Retur 7 hari."}
    terms("terms edit 7 --heading ''")
    assert terms("terms show 7 --json").json["term"]["heading"] is None
    assert terms("terms edit 7 --number 7").status == 0


def test_the_list_comes_in_every_form(terms):
    assert terms("terms list --plain").out.splitlines()[1] == "1\tpayment\tKeep 2x24 jam, setelah itu barang dilepas."
    assert terms("terms list --csv").out.splitlines()[0] == "number,heading,text"
    assert len(terms("terms list --limit 2 --json").json["rows"]) == 2
    assert "Kado" in terms("terms list", terminal=True).out


def test_without_terms_the_list_says_how_to_begin(shop):
    assert "begin with `olcrm terms add`" in shop("terms list").out


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("terms add 'Lagi' --number 3", 4, "Clause 3 is there already: “Retur paling lambat"),
        ("terms edit 1 --number 2", 4, "Clause 2 is there already"),
        ("terms show 9", 3, "There is no clause 9."),
        ("terms remove tiga", 2, "“tiga” is no number of a clause."),
        ("terms edit 1", 2, "There is nothing to change."),
        ("terms add ' '", 2, "The clause is empty."),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(terms, line, status, said):
    before = terms("terms list --json").json
    refused = terms(line)
    assert refused.status == status
    assert said in refused.err
    assert terms("terms list --json").json == before


def test_the_last_number_there_is_has_none_after_it(shop):
    shop("terms add 'Penutup.' --number 9999")
    assert "Clauses are numbered from 1 to 9999." in shop("terms add 'Lagi.'").err


def test_an_exception_is_a_note_with_its_clause_and_reason(shop):
    shop("contact add Rina")
    shop("order add rina 'Tas @150rb'")
    shop("terms add 'Retur paling lambat 3 hari.' --heading return")
    done = shop("terms except 1 '#1' --because 'paketnya telat'")
    assert done.out.splitlines() == [
        "Rina · prospect was granted an exception to clause 1: paketnya telat.",
        "The clause says: Retur paling lambat 3 hari.",
        "Others: `olcrm note find Exception to clause 1`.",
    ]
    (note,) = shop("note list '#1' --json").json["rows"]
    assert note["text"] == "Exception to clause 1: paketnya telat"
    shop("terms except 1 rina --because langganan")
    assert len(shop("note find Exception to clause 1 --json").json["rows"]) == 2


def test_nobody_is_granted_an_exception_to_a_clause_that_is_not_there_or_without_a_reason(shop):
    shop("contact add Rina")
    assert shop("terms except 9 rina --because telat").status == 3
    shop("terms add 'Retur paling lambat 3 hari.'")
    assert shop("terms except 1 rina --because ''").status == 2
    assert shop("terms except 1 rina").status == 2
