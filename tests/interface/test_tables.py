"""The table component: one line per column and cell; labels for phones are derived."""

import pytest
from django.template import TemplateSyntaxError

from tests.interface.test_tags import render

HEAD = '{% table %}{% heading "Kasus" %}{% heading "Korban" %}{% body %}'
ROW = "{% row %}{% row_heading %}K-1{% endrow_heading %}{% cell %}dua{% endcell %}{% endrow %}"


def test_a_cell_bears_the_heading_of_its_column_as_its_label():
    html = render(HEAD + ROW + ROW + "{% endtable %}")
    assert html.count('<th scope="row" role="rowheader">K-1</th>') == 2
    assert html.count('<td role="cell" data-label="Korban">dua</td>') == 2
    assert '<th scope="col" role="columnheader">Korban</th>' in html
    assert '<table role="table" class="table table--cards">' in html


def test_a_cell_may_bear_another_label_or_none_and_classes():
    cells = '{% cell label="Sejak" class="num" %}<b>1</b>{% endcell %}{% cell label="" %}2{% endcell %}'
    html = render(HEAD + "{% row %}" + cells + "{% endrow %}{% endtable %}")
    assert '<td role="cell" class="num" data-label="Sejak"><b>1</b></td><td role="cell">2</td>' in html


def test_a_cell_that_shows_nothing_is_empty_however_its_template_is_broken():
    """A phone leaves out empty cells (``td:empty``), and a blank makes a cell not empty."""
    cells = "{% row_heading %}\n  K-1\n{% endrow_heading %}\n{% cell %}\n  {% if none %}x{% endif %}\n{% endcell %}"
    html = render(HEAD + '{% row class="is-selected" %}' + cells + "{% endrow %}{% endtable %}")
    assert '<td role="cell" data-label="Korban"></td>' in html
    assert '<th scope="row" role="rowheader">K-1</th>' in html
    assert '<tr role="row" class="is-selected">' in html


def test_a_heading_may_give_its_cells_another_label_or_none():
    head = '{% table %}{% heading "13 Maret, Sari" label="13 Maret" %}{% heading "Keadaan" label="" %}{% body %}'
    cells = "{% row %}{% cell %}1{% endcell %}{% cell %}2{% endcell %}{% endrow %}"
    html = render(head + cells + "{% endtable %}")
    assert '<td role="cell" data-label="13 Maret">1</td><td role="cell">2</td>' in html
    assert ">13 Maret, Sari</th>" in html


def test_a_table_has_a_foot_where_there_are_totals():
    foot = "{% foot %}{% if totals %}" + ROW.replace("K-1", "Jumlah") + "{% endif %}{% endtable %}"
    html = render(HEAD + ROW + foot, totals=True)
    assert '</tbody>\n<tfoot role="rowgroup"><tr role="row"><th scope="row" role="rowheader">Jumlah</th>' in html
    assert html.count('data-label="Korban"') == 2
    assert "<tfoot" not in render(HEAD + ROW + foot, totals=False)
    with pytest.raises(TemplateSyntaxError, match="1 cells under 2 headings"):
        render(HEAD + "{% foot %}{% row %}{% cell %}{% endcell %}{% endrow %}{% endtable %}")


def test_what_a_cell_shows_is_escaped_as_everywhere():
    row = "{% row %}{% cell %}{{ words }}{% endcell %}{% cell label=words %}{% endcell %}{% endrow %}"
    html = render(HEAD + row + "{% endtable %}", words="<script>")
    assert "<script>" not in html
    assert 'data-label="&lt;script&gt;"' in html


def test_a_table_has_classes_a_caption_and_rows_for_the_keyboard():
    html = render('{% table class="compare" caption="Beda" keyboard=True %}{% heading "A" %}{% body %}{% endtable %}')
    assert '<table role="table" class="table table--cards compare" data-keyboard-list><caption>Beda</caption>' in html
    named = render('{% table labelled_by="layanan" %}{% heading "A" %}{% body %}{% endtable %}')
    assert '<table role="table" class="table table--cards" aria-labelledby="layanan">' in named
    hidden = render(
        '{% table hidden_caption="Daftar" %}{% heading "A" hidden=True class="num" %}{% body %}{% endtable %}'
    )
    assert '<caption class="vh">Daftar</caption>' in hidden
    assert '<th scope="col" role="columnheader" class="num"><span class="vh">A</span></th>' in hidden


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{% row %}{% cell %}{% endcell %}{% endrow %}", "1 cells under 2 headings"),
        ("{% row %}" + "{% cell %}{% endcell %}" * 3 + "{% endrow %}", "more cells than the 2 headings"),
        ('{% row %}{% cell clas="x" %}{% endcell %}{% endrow %}', "clas is unknown"),
    ],
)
def test_a_value_never_stands_under_the_label_of_another(row, why):
    with pytest.raises(TemplateSyntaxError, match=why):
        render(HEAD + row + "{% endtable %}")


@pytest.mark.parametrize("option", ['captain="A"', "keyboard", '"A"'])
def test_an_unknown_option_is_an_error_of_the_page(option):
    with pytest.raises(TemplateSyntaxError, match="takes caption, class"):
        render("{% table " + option + " %}{% body %}{% endtable %}")


def test_a_table_knows_nothing_of_the_one_before():
    one = HEAD + ROW + "{% endtable %}"
    assert render(one + one).count("data-label") == 2
