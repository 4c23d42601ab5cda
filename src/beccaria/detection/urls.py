"""The addresses of alerts, rules and the picture of the day."""

from django.urls import path

from beccaria.detection.views import alerts, becoming, fragments, picture, rules

app_name = "detection"
urlpatterns = [
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/today/", fragments.today, name="today"),
    path("alerts/about/<str:person>/", fragments.about_person, name="about_person"),
    path("alerts/rules/", rules.rules, name="rules"),
    path("alerts/rules/<str:rule>/", rules.rule, name="rule"),
    path("alerts/rules/<str:rule>/propose/", rules.propose_change, name="propose_change"),
    path("alerts/changes/<str:change>/decide/", rules.decide_change, name="decide_change"),
    path("alerts/<str:alert>/", alerts.alert, name="alert"),
    path("alerts/<str:alert>/triage/", alerts.triage, name="triage"),
    path("alerts/<str:alert>/aside/", alerts.aside, name="aside"),
    path("alerts/<str:alert>/become/<str:what>/", becoming.become, name="become"),
    path("picture/", picture.nation, name="picture"),
    path("picture/<str:site>/", picture.prison, name="picture_of"),
]
