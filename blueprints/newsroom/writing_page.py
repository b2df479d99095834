"""The page on which a text is written, with all that stands around its form."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access import now, roles, worker
from app.extensions import db
from app.models import WorkingCopy
from app.queries.history import standing_refusal, versions
from app.queries.media import used_in_revision
from app.queries.rubriques import path_to
from app.queries.work import rubriques_to_write_in
from app.queries.workpiece import Workpiece
from app.rules.workflow import Stage, Status
from app.templating import local
from app.text.typed import typed_of
from blueprints.newsroom.articles import name_of
from blueprints.newsroom.buttons import first_buttons, form_buttons
from blueprints.newsroom.check_panel import Panel, typed_panel
from blueprints.newsroom.forms import EditArticleForm, NewArticleForm, TextForm
from blueprints.newsroom.quick_dates import quick_dates
from blueprints.newsroom.writing_state import (
    writing_new,
    writing_over,
)


def new_page(
    form: NewArticleForm,
    rubrique_id: int,
    *,
    copy: WorkingCopy | None = None,
    panel: Panel | None = None,
) -> str:
    """Render the form of a first text; `panel` is what was found in what is typed."""
    return render_template(
        "newsroom/article_form.html",
        form=form,
        work=None,
        writing=writing_new(form, copy),
        save_label=_("Save as a draft"),
        may_choose=len(rubriques_to_write_in(roles(), worker().archived)) > 1,
        path=[above.name for above in path_to(db.session(), rubrique_id)],
        panel=panel or Panel(url_for(".check_new")),
        buttons=first_buttons(roles().get(rubrique_id), rubrique_id),
        **_parts_of(form),
    )


def edit_page(
    work: Workpiece,
    form: EditArticleForm,
    *,
    is_taken: bool = False,
    panel: Panel | None = None,
    **more: Any,
) -> str:
    """Render the form of a further text; `panel` is what was found in what is typed."""
    return render_template(
        "newsroom/article_form.html",
        form=form,
        work=work,
        writing=writing_over(work, is_taken=is_taken),
        save_label=_save_label(work),
        path=[above.name for above in path_to(db.session(), work.rubrique.id)],
        panel=panel or typed_panel(form, work),
        buttons=form_buttons(work),
        refusal=standing_refusal(versions(db.session(), work.article.id)),
        saved_by=name_of(work.newest.author_id),
        other_body=typed_of(work.newest.body),
        other_files=used_in_revision(db.session(), work.newest.id),
        **_parts_of(form),
        **more,
    )


def _parts_of(form: TextForm) -> dict[str, object]:
    return {
        "sections": form.files.sections,
        "problems": form.files.problems(),
        "quick": quick_dates(local(now()).date()),
    }


def _save_label(work: Workpiece) -> str:
    if work.state.stage is Stage.PENDING:
        return str(_("Save and go on waiting"))
    elif work.article.status is Status.ONLINE:
        return str(_("Save without putting online"))
    else:
        return str(_("Save as a draft"))
