"""The addresses of groups and networks."""

from django.urls import path

from beccaria.networks.views import (
    chart,
    chart_files,
    chart_parts,
    comparing,
    fragments,
    groups,
    memberships,
    proposals,
    scorecards,
    tension,
)

app_name = "networks"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new_group, name="new_group"),
    path("groups/due/", fragments.due, name="due"),
    path("groups/today/", fragments.today, name="today"),
    path("groups/about/<str:person>/", fragments.about_person, name="about_person"),
    path("groups/members/new/", memberships.new_membership, name="new_membership"),
    path("groups/relations/<str:relation>/evidence/", groups.relation_evidence, name="relation_evidence"),
    path("groups/relations/<str:relation>/end/", groups.end_relation, name="end_relation"),
    path("groups/compare/", comparing.compare, name="compare"),
    path("groups/compare.csv", comparing.compare_csv, name="compare_csv"),
    path("groups/here/", comparing.here, name="here"),
    path("groups/proposals/", proposals.proposals, name="proposals"),
    path("groups/proposals/<str:proposal>/", proposals.proposal, name="proposal"),
    path("groups/proposals/<str:proposal>/accept/", proposals.accept, name="accept_proposal"),
    path("groups/proposals/<str:proposal>/reject/", proposals.reject, name="reject_proposal"),
    path("groups/<str:group>/", groups.group, name="group"),
    path("groups/<str:group>/change/", groups.change_group, name="change_group"),
    path("groups/<str:group>/end/", groups.end_group, name="end_group"),
    path("groups/<str:group>/relate/", groups.relate, name="relate"),
    path("groups/<str:group>/members/new/", memberships.new_member, name="new_member"),
    path("memberships/<str:membership>/", memberships.membership, name="membership"),
    path("memberships/<str:membership>/evidence/", memberships.add_evidence, name="add_evidence"),
    path("memberships/<str:membership>/position/", memberships.place_member, name="place_member"),
    path("memberships/<str:membership>/role/", memberships.suppose_role, name="suppose_role"),
    path("memberships/<str:membership>/review/", memberships.review, name="review"),
    path("memberships/<str:membership>/challenge/", memberships.challenge, name="challenge"),
    path("memberships/<str:membership>/end/", memberships.end_membership, name="end_membership"),
    path(
        "memberships/evidence/<str:evidence>/withdraw/",
        memberships.withdraw_evidence,
        name="withdraw_evidence",
    ),
    path("memberships/roles/<str:role>/end/", memberships.end_role, name="end_role"),
    path("memberships/challenges/<str:challenge>/answer/", memberships.answer_challenge, name="answer"),
    path("groups/<str:group>/scorecards/", scorecards.group_scorecards, name="group_scorecards"),
    path("groups/<str:group>/score/<str:instrument>/", scorecards.score, name="score"),
    path("scorecards/due/", scorecards.scorecards_due, name="scorecards_due"),
    path("scorecards/today/", scorecards.scorecards_today, name="scorecards_today"),
    path("scorecards/<str:scorecard>/", scorecards.scorecard, name="scorecard"),
    path("tension/", tension.tensions, name="tensions"),
    path("tension/today/", tension.today, name="tension_today"),
    path("tension/<str:site>/", tension.tension, name="tension"),
    path("network/person/<str:person>/", chart.chart, name="person_chart"),
    path("network/group/<str:group>/", chart.chart, name="group_chart"),
]
# What belongs to a chart has the same name for both: its address is found by `person=` or `group=`.
for _about in ("person/<str:person>", "group/<str:group>"):
    urlpatterns += [
        path(f"network/{_about}/data/", chart.chart_data, name="chart_data"),
        path(f"network/{_about}/picture/", chart.chart_picture, name="chart_picture"),
        path(f"network/{_about}/chosen/", chart_parts.chart_chosen, name="chart_chosen"),
        path(f"network/{_about}/without/", chart_parts.chart_without, name="chart_without"),
        path(f"network/{_about}/arrange/", chart_parts.arrange, name="arrange"),
        path(f"network/{_about}/export/", chart_files.export, name="export"),
    ]
