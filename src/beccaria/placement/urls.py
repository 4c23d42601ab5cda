"""The addresses of placement."""

from django.urls import path

from beccaria.placement.views import board, keeping, placing, working

app_name = "placement"
urlpatterns = [
    path("placements/", placing.placements, name="placements"),
    path("placements/today/", placing.today, name="today"),
    path("placements/of/<str:person>/", placing.person, name="person"),
    path("placements/of/<str:person>/ask/", placing.ask_one, name="ask_one"),
    path("placements/orders/<str:order>/", placing.order, name="order"),
    path("placements/orders/<str:order>/done/", placing.carry_out, name="carry_out"),
    path("placements/orders/<str:order>/cancel/", placing.cancel, name="cancel"),
    path("placements/proposals/<str:proposal>/", placing.proposal, name="proposal"),
    path("placements/proposals/<str:proposal>/progress/", placing.progress, name="progress"),
    path("placements/proposals/<str:proposal>/decide/", placing.decide, name="decide"),
    path("keep-apart/about/<str:person>/", keeping.about, name="kept_about"),
    path("keep-apart/of/<str:person>/", keeping.kept_of, name="kept_of"),
    path("keep-apart/new/", keeping.new, name="keep_apart_new"),
    path("keep-apart/groups/", keeping.rules, name="rules"),
    path("keep-apart/groups/apart/", keeping.set_apart, name="set_apart"),
    path("keep-apart/groups/dispersal/", keeping.set_dispersal, name="set_dispersal"),
    path("keep-apart/groups/<str:apart_rule>/end/", keeping.end_rule, name="end_rule"),
    path("keep-apart/<str:keep_apart>/", keeping.keep_apart, name="keep_apart"),
    path("keep-apart/<str:keep_apart>/close/", keeping.close, name="keep_apart_close"),
    path("placements/board/", board.boards, name="boards"),
    path("placements/board/<str:site>/", board.board, name="board"),
    path("placements/board/<str:site>/try/", board.board_try, name="board_try"),
    path("work/", working.works, name="works"),
    path("work/at/<str:site>/", working.work, name="work"),
    path("work/at/<str:site>/posts/", working.post_new, name="post_new"),
    path("work/at/<str:site>/weak-points/", working.weak_new, name="weak_new"),
    path("work/weak-points/<str:weak_point>/mended/", working.weak_mend, name="weak_mend"),
    path("work/of/<str:person>/", working.work_of, name="work_of"),
    path("work/of/<str:person>/skills/", working.skill_new, name="skill_new"),
    path("work/of/<str:person>/check/", working.check_new, name="check_new"),
    path("work/skills/<str:skill>/wrong/", working.skill_withdraw, name="skill_withdraw"),
    path("work/checks/<str:check>/", working.check, name="check"),
    path("work/checks/<str:check>/decide/", working.check_decide, name="check_decide"),
    path("work/checks/<str:check>/end/", working.check_end, name="check_end"),
]
