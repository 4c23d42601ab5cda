"""The template environment: closed where a mistake could leak or vanish."""

import jinja2
import pytest

from beccaria.web.jinja import environment, folders


def draw(template: str, **values: object) -> str:
    return environment().from_string(template).render(**values)


def test_what_people_wrote_is_escaped() -> None:
    assert draw("{{ text }}", text="<b onclick='x'>") == "&lt;b onclick=&#39;x&#39;&gt;"


def test_words_around_a_name_do_not_open_a_hole() -> None:
    assert draw('{{ _("By %(user)s", user=name) }}', name="<i>") == "By &lt;i&gt;"


@pytest.mark.parametrize(
    "text", ["{{ nobody }}", "{% if nobody %}{% endif %}", "{% for x in nobody %}{% endfor %}"]
)
def test_an_unknown_name_is_an_error(text: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        draw(text)


def test_an_unknown_attribute_of_a_page_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        draw("{% if page.titel %}{% endif %}", page=object())


def test_options_left_out_of_a_component_are_not() -> None:
    macro = '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
    said = draw(macro + '{{ govukButton({"text": "Go"}) }}')
    assert "Go" in said


def test_every_template_can_be_read() -> None:
    made = environment()
    names = [str(path.relative_to(folder)) for folder in folders() for path in folder.rglob("*.html")]
    assert len(names) > 40
    for name in names:
        made.get_template(name)
