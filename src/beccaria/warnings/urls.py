"""The addresses of warnings, bans and the gate."""

from django.urls import path

from beccaria.warnings.views import approaching, banning, fragments, gate, warning

app_name = "warnings"
urlpatterns = [
    path("warnings/", warning.warnings, name="warnings"),
    path("warnings/new/", warning.new, name="new"),
    path("warnings/today/", fragments.today, name="today"),
    path("warnings/today/rows/", fragments.today_rows, name="today_rows"),
    path("warnings/about/<str:person>/", fragments.about_person, name="about_person"),
    path("warnings/<str:warning>/", warning.warning, name="warning"),
    path("warnings/<str:warning>/acknowledge/", warning.acknowledge, name="acknowledge"),
    path("warnings/<str:warning>/correct/", warning.correct, name="correct"),
    path("warnings/<str:warning>/withdraw/", warning.withdraw, name="withdraw"),
    path("bans/", banning.bans, name="bans"),
    path("bans/new/", banning.new, name="new_ban"),
    path("bans/<str:ban>/", banning.ban, name="ban"),
    path("bans/<str:ban>/end/", banning.end_ban, name="end_ban"),
    path("gate/", gate.gate, name="gate"),
    path("gate/rows/", gate.gate_rows, name="gate_rows"),
    path("gate/money/", approaching.money, name="money"),
    path("gate/money/today/", approaching.today, name="money_today"),
    path("gate/book/", gate.book, name="book"),
    path("gate/<str:visit>/", gate.at_the_gate, name="at_the_gate"),
    path("gate/<str:visit>/decide/", gate.decide, name="decide"),
]
