"""An order, a due and answers that nobody has, to show what a message looks like."""

from datetime import timedelta

from olcrm.kit import clock, daywords
from olcrm.kit.money import rupiah
from olcrm.template import store


def fields(language: str) -> dict[str, str]:
    """Fields of an order and a due that nobody has, to show what a message looks like."""
    now = clock.now()
    return {
        "order": "41",
        "items": "2x Gamis M, Sprei King",
        "memo": "2x Gamis M",
        "item_lines": f"- 2x Gamis M = {rupiah(300_000)}\n- 1x Sprei King = {rupiah(185_000)}",
        "dues": f"- {store.short(clock.today(), language)}, 2x Gamis M = {rupiah(400_000)}",
        "purpose": store.offers(language),
        "keep_until": store.moment(clock.stamp(now + timedelta(days=2)), language),
        "due_on": store.day(clock.today() + timedelta(days=7), language),
        "before": store.day(clock.today() + timedelta(days=3), language),
        "promised_on": store.day(clock.today() + timedelta(days=5), language),
        "spent": rupiah(485_000),
        "fee": rupiah(15_000),
        "limit": rupiah(250_000),
        "refunded": rupiah(100_000),
        "goods": rupiah(485_000),
        "price": rupiah(300_000),
        "shipping": rupiah(15_000),
        "total": rupiah(500_000),
        "paid": rupiah(100_000),
        "balance": rupiah(400_000),
        "courier": "JNE REG",
        "tracking": "CGK1234567890",
        "link": "https://www.jne.co.id/id/tracking/trace",
        "collect": rupiah(400_000),
        "cod": rupiah(400_000),
        "dp": rupiah(150_000),
        "part": f"{rupiah(100_000)}, {store.day(clock.today() + timedelta(days=7), language)}",
        "sent_with": "JNE REG",
        "goes_to": "Bu Ani, Jl. Melati 3, Bandung 40131",
        "payments": f"- {store.short(clock.today(), language)} · BCA = {rupiah(500_000)}",
        "feast": "Hari Guru" if language == "id" else "Teachers' Day",
        "offer": "",
        "closed": store.day(clock.today() + timedelta(days=14), language),
        "opens_on": store.day(clock.today() + timedelta(days=15), language),
        "settled": "LUNAS" if language == "id" else "PAID IN FULL",
        "shipped_on": store.day(clock.today() - timedelta(days=6), language),
        "recipient": "Bu Ani",
        "care": "Cuci dengan tangan, jangan direndam." if language == "id" else "Wash it by hand, do not soak it.",
        "friend": "Rina",
        "person": "Ibu Sari",
        "occasion": "ulang tahun" if language == "id" else "birthday",
        "raffle": "Lebaran 2027",
        "place": "1",
        "prize": "Gamis M",
        "asked": "tanggal lahir dan alamat" if language == "id" else "birthday and address",
        "next_on": store.day(clock.today() + timedelta(days=2), language),
        **_claimed(language),
        **_answers(language),
    }


def _claimed(language: str) -> dict[str, str]:
    """What a message says of a claim that nobody makes."""
    theirs = language == "id"
    return {
        "exchange": "Gamis M",
        "repair": "Gamis M",
        "return_item": "Gamis M",
        "way_back": "saya yang tanggung" if theirs else "on me",
        "missing": "video unboxing" if theirs else "the unboxing video",
        "clause": "Retur paling lambat 3 hari setelah diterima." if theirs else "Returns within 3 days of arrival.",
        "last_on": store.day(clock.today() - timedelta(days=2), language),
    }


def _answers(language: str) -> dict[str, str]:
    """What a reply may say, made up."""
    return {
        "address": "Jl. Melati 3, Bandung 40131",
        "keep": "2 hari" if language == "id" else "2 days",
        "products": f"- Gamis M, L = {rupiah(150_000)}\n- Sprei King = {rupiah(185_000)}",
        "others": "4",
        "sold_out": "Gamis S",
        "instead": f"- Gamis M = {rupiah(150_000)}",
        "terms": "3. …",
        "hours": "08.00–20.00" if language == "id" else "08:00–20:00",
        "closed_on": daywords.WEEKDAYS[language][6],
        "closures": f"- {store.short(clock.today() + timedelta(days=7), language)}",
    }
