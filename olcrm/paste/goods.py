"""What a label of goods does to a form: what is ordered, in which colour, how many, at what price."""

import re
from typing import TYPE_CHECKING

from olcrm.kit.record import changed
from olcrm.paste import counts, finding, labels, talk, variants
from olcrm.paste import items as lines
from olcrm.paste.labels import Labelled

if TYPE_CHECKING:
    from olcrm.paste.filling import Form

_EACH = re.compile(r"@|(?i:satuan|per ?p|/ ?p|masing|each)")


def items(form: "Form", found: Labelled) -> bool:
    """What is ordered, in as many lines as it takes."""
    if finding.phones(found.value):
        return False
    counted, sure = counts.count(found.value)
    if counted is not None and re.search(r"\d", found.value) and form.lines:
        return qty(form, Labelled("qty", found.label, found.value, sure))
    value, cod = talk.without_cod(found.value)
    form.cod = form.cod or cod
    if talk.is_courtesy(value) or not any(map(str.isalpha, value)):
        form.open = talk.WISHING if found.sure < 0.8 else form.open
        return True
    more = variants.read(value) or lines.several(value)
    if found.sure < 0.8 and not any(line.stated or line.price is not None for line in more):
        return form.wish(more)
    form.add(more, 0.0 if found.sure > 0.8 else 0.1)
    return bool(more)


def attribute(form: "Form", found: Labelled) -> bool:
    """A colour, a size: said of the last goods, or of those to come."""
    value = labels.bare(found.value)
    if finding.phones(value):
        return False
    if form.vary(variants.pairs(value) or variants.pairs(f"{found.label} {value}")):
        return True
    if form.lines and form.fresh:
        last = form.lines[-1]
        again = form.another(found.label)
        if last.stated and again:
            plain = changed(last, name=form.named, qty=1, sure=0.7, stated=False, said=())
            form.lines.append(lines.described(plain, value))
            return True
        form.lines[-1] = lines.described(last, value)
    else:
        form.await_goods(value)
    form.ordering = True
    return True


def qty(form: "Form", found: Labelled) -> bool:
    """How many; sometimes it is a sum, or goods again."""
    if finding.phones(found.value):
        return False
    form.ordering = True
    qty, sure = counts.count(found.value)
    if qty is None:
        amount, how = finding.amount_in(found.value)
        if amount and finding.amounts(found.value):
            return form.keep("total", amount, how * 0.8)
        return form.vary(variants.pairs(found.value)) or _listed(form, found)
    if not form.lines and not form.counted:
        form.counted = (qty, sure)
        return form.await_goods()
    if form.fresh != 1:
        return sum(line.qty for line in form.lines) == qty
    last = form.lines[-1]
    if last.stated and last.qty != qty:
        return False
    form.lines[-1] = changed(last, qty=qty, sure=sure, stated=True)
    return True


def _listed(form: "Form", found: Labelled) -> bool:
    """*Pesan berapa porsi: 3 nasi kuning, 2 rendang* orders things."""
    more = [] if form.lines else lines.several(found.value)
    if not more or not all(line.stated for line in more):
        return False
    form.ordering = True
    form.add(more, 0.1)
    return True


def price(form: "Form", found: Labelled) -> bool:
    """What one of them costs, or each of all."""
    price, sure = finding.amount_in(found.value)
    if price is not None and form.fresh > 1 and _EACH.search(f"{found.label} {found.value}"):
        alike = [
            changed(line, price=price, price_sure=sure) for line in form.lines[-form.fresh :] if line.price is None
        ]
        if len(alike) == form.fresh:
            form.lines[-form.fresh :] = alike
            return True
    if price is None or form.fresh != 1:
        if price is not None and not form.lines and not form.priced:
            form.priced = (price, 0.7)
            return form.await_goods()
        return False
    last = form.lines[-1]
    if last.price is None:
        sure = sure if last.qty == 1 or re.search(r"(?i)satuan|unit|/|pcs", found.label) else 0.7
        form.lines[-1] = changed(last, price=price, price_sure=sure)
    return form.lines[-1].price == price
