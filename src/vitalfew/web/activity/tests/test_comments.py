"""Comments below a record: what is drawn of them, who is told, and who may change them."""

from html import unescape

import pytest
from django.contrib.messages import get_messages

from vitalfew.accounts.models import Change, Person
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.notices.models import Notice
from vitalfew.okrs.comments import mentioned
from vitalfew.okrs.models import Comment, Cycle, KeyResult, Objective
from vitalfew.web.markdown import with_links, written


def says(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def goal(product):
    cycle = Cycle.objects.create(name="2026-Q4", start="2026-10-01", end="2026-12-31")
    one = Objective.objects.create(title="Win", team=product.ana.team, cycle=cycle, owner=product.cem)
    KeyResult.objects.create(objective=one, metric="Conversion", baseline=2, target=5, unit="%")
    return one


def comment(product, goal, text, *, who="cem"):
    return getattr(product, f"{who}_browses").post(f"/w/product/comments/objective/{goal.pk}/", {"text": text})


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "![x](https://example.org/track.png)",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        '[x](//example.org/ "onmouseover=alert(1)")',
        '<https://example.org/"onclick=alert(1)>',
        "```html\n<script>alert(1)</script>\n```",
        "<style>*{display:none}</style>",
        "[x](/w/product/history/1/undo/)",
    ],
)
def test_nothing_that_somebody_writes_runs_or_loads(hostile):
    drawn = written(hostile)
    for tag in ("<script", "<img", "<svg", "<style", "<iframe", 'href="/', 'href="j', 'href="d', 'href="v'):
        assert tag not in drawn.lower(), drawn
    assert " on" not in drawn.partition("<")[2].partition(">")[0], drawn


def test_bare_addresses_are_links_and_nothing_else_is(product, goal):
    link = '<a href="https://e.org/a?b=1&amp;c_d=2" rel="{}">https://e.org/a?b=1&amp;c_d=2</a>'
    assert written("See https://e.org/a?b=1&c_d=2.") == f"<p>See {link.format('nofollow noopener')}.</p>\n"
    assert written("[https://e.org](https://e.org/b)").count("<a ") == 1
    assert "<a" not in written("`https://e.org/a` javascript:alert(1)")
    said = with_links("<b>https://e.org/a?b=1&c_d=2</b>, javascript:x")
    assert said == f"&lt;b&gt;{link.format('noopener nofollow')}&lt;/b&gt;, javascript:x"


def test_markdown_is_drawn_and_links_are_not_followed_by_machines():
    assert written("**Why** [this](https://example.org/a)") == (
        '<p><strong>Why</strong> <a href="https://example.org/a" rel="nofollow noopener">this</a></p>\n'
    )


@pytest.mark.parametrize("kind", ["objective", "key_result", "kpi"])
def test_something_is_said_below_each_kind_of_record(product, goal, kind):
    kpi = Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team)
    pk = {"objective": goal.pk, "key_result": goal.key_results.get().pk, "kpi": kpi.pk}[kind]
    answer = product.cem_browses.post(f"/w/product/comments/{kind}/{pk}/", {"text": "*Slow* week"}, follow=True)
    assert "<em>Slow</em> week" in says(answer)
    assert "Say it" in says(answer)
    viewer = says(product.dana_browses.get(answer.request["PATH_INFO"]))
    assert "<em>Slow</em> week" in viewer
    assert "comment-form" not in viewer


def test_who_is_named_is_told_once_and_not_oneself(product, goal):
    comment(product, goal, "@Ben and @cem, see this. @ben again; not me@ana.example")
    told = Notice.objects.get()
    assert told.person == product.ben
    assert told.paragraphs == ["@Ben and @cem, see this. @ben again; not me@ana.example"]
    said = Comment.objects.get()
    assert told.link == f"/w/product/change/{goal.pk}/#comment-{said.pk}"
    product.cem_browses.post(f"/w/product/comments/{said.pk}/", {"text": "@Ben, @Dana: once more"})
    assert sorted(Notice.objects.values_list("person__name", flat=True)) == ["Ben", "Dana"]


def test_the_whole_name_decides_between_people(product):
    long, short = (Person.objects.create(name=name, email=f"{name[-3:]}@e.org") for name in ("Eva Maria", "Eva Marx"))
    assert mentioned("@Eva Maria, please")[0] == [long]
    assert mentioned("@eva marx")[0] == [short]
    assert mentioned("@Eva, please") == ([], ["Eva"], [])
    assert mentioned("@Benjamin is nobody") == ([], [], ["Benjamin"])


def test_a_name_that_nobody_has_is_said_to_the_writer(product, goal):
    answer = comment(product, goal, "@Zoe look, @Ben too")
    warned = [str(each) for each in get_messages(answer.wsgi_request)]
    assert "Nobody here is called “Zoe”, so nobody was told by that name." in warned
    assert Notice.objects.get().person == product.ben


def test_who_cannot_see_a_private_objective_hears_nothing_and_the_writer_is_told(product, goal):
    goal.private = True
    goal.save()
    answer = comment(product, goal, "@Dana look")
    assert not Notice.objects.exists()
    warned = [str(each) for each in get_messages(answer.wsgi_request)]
    assert any("Dana cannot see" in each and "heard nothing of it" in each for each in warned), warned
    assert comment(product, goal, "x", who="ben").status_code == 404


def test_empty_and_endless_words_are_refused_and_kept(product, goal):
    assert "Write a few words first." in says(comment(product, goal, "  "))
    answer = comment(product, goal, "x" * 5001)
    assert (answer.status_code, "It has 5001 characters; 5000 fit." in says(answer)) == (422, True)
    assert "x" * 5001 in says(answer)
    assert not Comment.objects.exists()


def test_one_changes_and_removes_only_ones_own_and_takes_it_back(product, goal):
    comment(product, goal, "First")
    said = Comment.objects.get()
    for path in (f"/w/product/comments/{said.pk}/", f"/w/product/comments/{said.pk}/remove/"):
        assert product.ana_browses.post(path, {"text": "Mine"}).status_code == 404
        assert product.dana_browses.post(path, {"text": "Mine"}).status_code == 403
    product.cem_browses.post(f"/w/product/comments/{said.pk}/", {"text": "Second"})
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert Comment.objects.get().text == "First"
    product.cem_browses.post(f"/w/product/comments/{said.pk}/remove/")
    assert not Comment.objects.exists()
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert Comment.objects.get().text == "First"


def test_what_waited_to_be_told_of_a_removed_comment_is_not_told(product, goal):
    comment(product, goal, "@Ben look")
    product.cem_browses.post(f"/w/product/comments/{Comment.objects.get().pk}/remove/")
    assert not Notice.objects.exists()


def test_names_are_offered_by_their_beginning(product):
    found = product.cem_browses.get("/w/product/comments/names/?q=be").json()
    assert found == {"names": ["Ben"]}
    assert product.cem_browses.get("/w/product/comments/names/?q=%00").status_code == 200


def test_comments_cost_one_statement_however_many(product, goal, django_assert_num_queries):
    from vitalfew.okrs.comments import comments_on

    for number in range(30):
        comment(product, goal, f"Number {number}")
    with django_assert_num_queries(1):
        assert [str(each.by) for each in comments_on(goal)] == ["Cem"] * 30


def test_a_mention_in_what_was_taken_back_does_not_wait_on_today(product, goal):
    for undone in (False, True):
        comment(product, goal, "@Ben look at this")
        assert "look at this" in says(product.ben_browses.get("/w/product/yours/"))
        path = f"comments/{Comment.objects.get().pk}/remove/"
        if undone:
            path = f"history/{Change.objects.first().pk}/undo/"
        product.cem_browses.post(f"/w/product/{path}")
        assert not Comment.objects.exists()
        assert "look at this" not in says(product.ben_browses.get("/w/product/yours/"))
        assert not Notice.objects.exists(), undone


def test_a_mention_comes_back_with_what_was_taken_back(product, goal):
    comment(product, goal, "@Ben look at this")
    product.cem_browses.post(f"/w/product/comments/{Comment.objects.get().pk}/remove/")
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert "look at this" in says(product.ben_browses.get("/w/product/yours/"))
