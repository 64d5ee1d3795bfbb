"""Differences between two pages that count, and those that do not."""

from django.conf import settings

from tests.rendered_pages.comparing import compare
from tests.rendered_pages.markup import canonical


def same(first: str, second: str) -> bool:
    """Whether two pieces of HTML look the same to the tool."""
    return canonical(first, settings.BASE_DIR) == canonical(second, settings.BASE_DIR)


def test_white_space_nobody_sees_is_no_difference():
    assert same("<p>satu  dua\n tiga</p>", "<p>\n  satu dua tiga\n</p>")
    assert same("<ul><li>a</li><li>b</li></ul>", "<ul>\n <li>a</li>\n <li>b</li>\n</ul>")
    assert same('<p class="a b" id="x">a</p>', '<p\n  id="x"\n  class="a\n b">a</p>')
    assert same("<p><b>a </b>b <i>c</i></p>", "<p><b>a</b> b<i> c</i></p>")
    assert same("<p><b>a</b></p>", "<p>\n<b>a </b>\n</p>")
    assert same("<td>a</td><td>b</td>", "<td> a </td> <td> b </td>")
    assert same('<div class="cluster"><a>a</a><a>b</a></div>', '<div class="cluster">\n<a>a</a>\n<a>b</a>\n</div>')
    fold = '<details class="fold"><summary><b>a</b>{}<b>b</b></summary></details>'
    assert same(fold.format(""), fold.format("\n"))
    meta = '<ul class="rows"><li><p class="row-meta"><b>a</b>{}<b>b</b></p></li></ul>'
    assert same(meta.format(""), meta.format(" "))
    assert not same(meta.format("").replace("rows", ""), meta.format(" ").replace("rows", ""))
    hidden = '<p>a{}<input type="hidden">{}b</p>'
    assert same(hidden.format(" ", ""), hidden.format("", " "))
    assert same(hidden.format(" ", " "), hidden.format("", " "))
    assert not same(hidden.format("", ""), hidden.format("", " "))
    assert same("<svg><path/><path/></svg>", "<svg> <path/> <path/> </svg>")


def test_a_blank_a_reader_sees_is_one():
    assert not same("<p><b>a</b> b</p>", "<p><b>a</b>b</p>")
    assert not same("<p>a<span> b</span></p>", "<p>a<span>b</span></p>")
    assert not same("<p><button>a</button><button>b</button></p>", "<p><button>a</button> <button>b</button></p>")
    assert not same("<textarea>a  b</textarea>", "<textarea>a b</textarea>")
    assert not same("<td></td>", "<td>\n</td>")  # a phone leaves out empty cells
    assert same("<td>a</td>", "<td>\na\n</td>")
    values = '<table class="conflict"><tr><td>{}</td></tr></table>'
    assert not same(values.format("a"), values.format("\na\n"))  # their line breaks are shown
    assert not same("<pre>a\n b</pre>", "<pre>a b</pre>")


def test_words_attributes_and_order_are_differences():
    assert not same("<p>a</p>", "<p>b</p>")
    assert not same("<p>a</p><p>b</p>", "<p>b</p><p>a</p>")
    assert not same('<a href="/x">a</a>', '<a href="/y">a</a>')
    assert not same('<input value="a">', '<input value="a ">')
    assert not same("<input required>", "<input>")
    assert not same("<p><b>a</b></p>", "<p><strong>a</strong></p>")


def test_what_is_new_each_time_is_no_difference():
    token = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    assert same(token.format("a"), token.format("b"))
    signed = '<input name="opened" value="{}:1xY4lv:sbkY3OrH1VJcrs5u-96N_-Aaqf1NJwjfsJaJ835OkXA">'
    assert same(signed.format("a"), signed.format("a").replace("1xY4lv:sbk", "1xY58u:rq6"))
    assert not same(signed.format("a"), signed.format("b"))


def test_folders_are_compared_page_by_page(tmp_path, capsys):
    for folder, words in (("before", "satu"), ("after", "dua")):
        place = tmp_path / folder
        place.mkdir()
        (place / "1.html").write_text(f"<p>{words}</p>")
        (place / "2.html").write_text("<p>sama</p>")
    (tmp_path / "after" / "3.html").write_text("<p>baru</p>")
    assert compare(tmp_path / "before", tmp_path / "before", settings.BASE_DIR) == 0
    assert compare(tmp_path / "before", tmp_path / "after", settings.BASE_DIR) == 1
    told = capsys.readouterr().out
    assert '-  "satu"\n+  "dua"' in told
    assert "only after: 3.html" in told
    assert "2 pages compared, 1 differ, 1 are on one side only." in told


def test_nothing_to_compare_is_no_success(tmp_path):
    assert compare(tmp_path, tmp_path, settings.BASE_DIR) == 1
