"""The addresses of measures."""

from django.urls import path

from beccaria.measures.views import following, lists, measure, notice, person

app_name = "measures"
urlpatterns = [
    path("measures/", lists.ends, name="measures"),
    path("measures/today/", lists.today, name="today"),
    path("measures/register/", lists.register, name="register"),
    path("measures/register.csv", lists.register_csv, name="register_csv"),
    path("measures/totals/", lists.totals, name="totals"),
    path("measures/new/", measure.new, name="new"),
    path("measures/about/<str:person>/", person.about, name="about"),
    path("measures/of/<str:person>/", person.of_person, name="of_person"),
    path("measures/of/<str:person>/contact/", following.state, name="state"),
    path("measures/of/<str:person>/asks/", following.ask, name="ask"),
    path("measures/contacts/<str:contact>/decide/", following.decide_contact, name="decide_contact"),
    path("measures/contests/<str:measure_contest>/answer/", following.answer_contest, name="answer"),
    path("measures/<str:measure>/", measure.measure, name="measure"),
    path("measures/<str:measure>/decide/", measure.decide, name="decide"),
    path("measures/<str:measure>/again/", measure.again, name="again"),
    path("measures/<str:measure>/set/", measure.propose_set, name="set"),
    path("measures/<str:measure>/end/", measure.end, name="end"),
    path("measures/<str:measure>/check/", following.check, name="check"),
    path("measures/<str:measure>/contest/", following.contest, name="contest"),
    path("measures/<str:measure>/notice.pdf", notice.notice_pdf, name="notice"),
]
