"""Components that working pages share, rendered as a page would render them."""

import pytest
from flask import Flask, get_template_attribute

from app.rules.workflow import Stage

WORDS = {
    Stage.DRAFT: "Brouillon",
    Stage.REFUSED: "Refusé",
    Stage.PENDING: "À valider",
    Stage.SCHEDULED: "Programmé",
    Stage.ONLINE: "En ligne",
    Stage.EXPIRED: "Expiré",
    Stage.TRASHED: "Corbeille",
}


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_has_a_word_and_an_icon(app: Flask, stage: Stage) -> None:
    with app.test_request_context():
        badge = get_template_attribute("components/state.html", "stage_badge")
        assert WORDS[stage] in badge(stage)
        assert "<svg" in badge(stage)
        assert "modification à valider" in badge(stage, change_pending=True)


def test_a_button_of_a_form_posts_with_a_token_and_escapes(app: Flask) -> None:
    with app.test_request_context():
        button = get_template_attribute("components/button.html", "button_form")
        drawn = button("/x", "Restaurer", about="<b>", article_id=3)
        assert 'method="post"' in drawn
        assert 'name="csrf_token"' in drawn
        assert '<input type="hidden" name="article_id" value="3">' in drawn
        assert "&lt;b&gt;" in drawn
