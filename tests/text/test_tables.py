"""Tables of a text scroll in a region of their own."""

from app.text.tables import scrollable


def test_names_the_region_after_the_caption() -> None:
    html = "<p>a</p><table><caption>Les <b>prix</b></caption><tr><td>1</td></tr></table><p>b</p>"
    wrapped = scrollable(html, "Tableau")
    assert 'role="region" tabindex="0" aria-label="Les prix"><table>' in wrapped
    assert wrapped.endswith("</table></div><p>b</p>")


def test_names_a_table_without_caption() -> None:
    assert 'aria-label="Tableau"' in scrollable("<table><tr><td>1</td></tr></table>", "Tableau")


def test_wraps_each_table_and_escapes_its_name() -> None:
    table = "<table><caption>&lt;a&gt; &quot;b&quot;</caption></table>"
    wrapped = scrollable(table * 2, "Tableau")
    assert wrapped.count('aria-label="&lt;a&gt; &quot;b&quot;"') == 2


def test_leaves_other_text_alone() -> None:
    assert scrollable("<p>sans tableau</p>", "Tableau") == "<p>sans tableau</p>"
