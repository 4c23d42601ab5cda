"""The addresses of groups and networks."""

from django.urls import path

from beccaria.networks.views import chart, chart_files, chart_parts, comparing, scorecards

app_name = "networks"
urlpatterns = [
    path("groups/compare/", comparing.compare, name="compare"),
    path("groups/compare.csv", comparing.compare_csv, name="compare_csv"),
    path("groups/here/", comparing.here, name="here"),
    path("groups/<str:group>/scorecards/", scorecards.group_scorecards, name="group_scorecards"),
    path("groups/<str:group>/score/<str:instrument>/", scorecards.score, name="score"),
    path("scorecards/<str:scorecard>/", scorecards.scorecard, name="scorecard"),
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
