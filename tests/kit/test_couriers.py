import pytest

from olcrm.kit import couriers


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("jne", "jne", "JNE"),
        ("jne reg", "jne REG", "JNE REG"),
        ("JNE - yes", "jne YES", "JNE YES"),
        ("J&T ez", "jnt EZ", "J&T Express EZ"),
        ("jnt_cargo", "jnt_cargo", "J&T Cargo"),
        ("j&t cargo", "jnt_cargo", "J&T Cargo"),
        ("SiCepat BEST", "sicepat BEST", "SiCepat BEST"),
        ("si  cepat", "sicepat", "SiCepat"),
        ("kurir toko", "kurir toko", "kurir toko"),
        ("Jnejual", "Jnejual", "Jnejual"),
        ("Pak Budi naik JNE", "Pak Budi naik JNE", "Pak Budi naik JNE"),
        ("ambil sendiri", "ambil sendiri", "ambil sendiri"),
    ],
)
def test_a_courier_is_kept_by_its_code_and_shown_as_people_write_it(typed, kept, shown):
    assert couriers.written(typed) == kept
    assert couriers.written(kept) == kept
    assert couriers.shown_whole(kept) == shown
