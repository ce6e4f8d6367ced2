import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import markup

VISIBLE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=80)


class Read(HTMLParser):
    """What a browser finds."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def page(*sheets):
    return markup.page("Invoice 41", list(sheets), language="id", size=(105, 148), margin=6, mark="olcrm invoice 41")


@given(VISIBLE)
def test_names_come_back_as_they_were_typed(name):
    found = Read(page(markup.element("p", name, "name")))
    assert name in "".join(found.words)
    assert set(found.tags) <= {"html", "head", "meta", "title", "style", "body", "main", "p"}


def test_data_is_never_markup():
    found = page(markup.element("p", '<script>alert("1")</script> <img src=x onerror=y> & \x1b \u202e'))
    assert "<script" not in found
    assert "<img" not in found
    assert "\x1b" not in found
    assert "\u202e" not in found


def test_nothing_is_fetched_and_nothing_runs():
    found = Read(page("<p>41</p>"))
    assert not {"script", "link", "img", "iframe", "object"} & set(found.tags)
    assert not {"src", "href", "onload"} & {name for name, _value in found.attributes}
    assert "default-src 'none'" in page("")
    assert not re.search(r"url\(|@import|https?:", page(""))


def test_a_page_is_printed_on_paper_of_its_size_a_sheet_on_each():
    found = page("<p>41</p>", "<p>42</p>")
    assert "@page{size:105mm 148mm;margin:6mm}" in found
    assert found.count('<main class="sheet">') == 2


def test_lines_stay_lines_and_nothing_is_nothing():
    assert markup.escaped("Jl. Melati 5\nBandung") == "Jl. Melati 5<br>Bandung"
    assert markup.element("p", "") == ""
