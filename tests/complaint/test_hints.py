"""What is proposed can be typed as it stands, however a product is called."""

import pytest


@pytest.mark.parametrize("sku", ["GM;ls", "A$(id)"])
def test_a_product_is_named_so_that_the_shell_leaves_it_alone(shop, sku):
    assert shop(["product", "add", sku, "Gamis", "--price", "150rb", "--stock", "5"]).status == 0
    shop("contact add Rina")
    done = shop(["order", "add", "rina", sku])
    assert done.status == 0, done.err
    said = shop("complaint add 1 help 'cara cuci?'")
    assert f"`olcrm product edit '{sku}' --care …`" in said.out
    counted = shop(["product", "stock", sku, "=0", "--because", "hitung"])
    assert f"`olcrm product show '{sku}'`" in counted.out
