"""The addresses of risk."""

from django.urls import path

from beccaria.risk.views import (
    calendar,
    classifications,
    contests,
    letters,
    library,
    monitoring,
    profile,
    rescoring,
)

app_name = "risk"
urlpatterns = [
    path("reviews/", calendar.reviews, name="reviews"),
    path("reviews.csv", calendar.reviews_csv, name="reviews_csv"),
    path("reviews/today/", calendar.reviews_today, name="reviews_today"),
    path("reviews/<str:assessment>/", calendar.review, name="review"),
    path("rescorings/", rescoring.rescorings, name="rescorings"),
    path("rescorings/new/", rescoring.ask_rescoring, name="ask_rescoring"),
    path("rescorings/<str:rescoring>/", rescoring.rescoring, name="rescoring"),
    path("rescorings/<str:rescoring>/progress/", rescoring.rescoring_progress, name="rescoring_progress"),
    path("rescorings/<str:rescoring>/answer/", rescoring.answer_rescoring, name="answer_rescoring"),
    path("instruments/", library.instruments, name="instruments"),
    path("instruments/<str:instrument>/", library.instrument, name="instrument"),
    path("instruments/<str:instrument>/compare/", library.instrument_compare, name="instrument_compare"),
    path("monitoring/", monitoring.monitoring, name="monitoring"),
    path("monitoring/calibration/", monitoring.calibration, name="calibration"),
    path("monitoring/<str:instrument>/", monitoring.monitored, name="monitored"),
    path("monitoring/<str:instrument>/figures.csv", monitoring.monitored_csv, name="monitored_csv"),
    path("classifications/about/<str:person>/", classifications.about_person, name="classified_about"),
    path("classifications/of/<str:person>/", classifications.classified, name="classified"),
    path("classifications/today/", classifications.today, name="classified_today"),
    path("classifications/new/", classifications.new_classification, name="new_classification"),
    path("classifications/<str:classification>/", classifications.classification, name="classification"),
    path(
        "classifications/<str:classification>/decide/", classifications.decide, name="decide_classification"
    ),
    path("classifications/<str:classification>/end/", classifications.end, name="end_classification"),
    path("persons/<str:person>/profile/", profile.profile_of, name="profile"),
    path("persons/<str:person>/profile.json", profile.profile_json, name="profile_json"),
    path("letters/", letters.waiting, name="letters"),
    path("letters/today/", letters.today, name="letters_today"),
    path("letters/kept-back/", letters.kept_back, name="letters_kept"),
    path("letters/new/<str:kind>/<str:decision_id>/", letters.new, name="letter_new"),
    path("letters/<str:letter>/", letters.letter, name="letter"),
    path("letters/<str:letter>/sheet/", letters.sheet, name="letter_sheet"),
    path("letters/<str:letter>/letter.pdf", letters.pdf, name="letter_pdf"),
    path("letters/<str:letter>/send/", letters.send, name="letter_send"),
    path("letters/<str:letter>/approve/", letters.approve, name="letter_approve"),
    path("letters/<str:letter>/return/", letters.give_back, name="letter_return"),
    path("letters/<str:letter>/deliver/", letters.deliver, name="letter_deliver"),
    path("contests/of/<str:kind>/<str:decision_id>/", contests.told, name="told"),
    path("contests/new/<str:kind>/<str:decision_id>/", contests.new, name="contest_new"),
    path("contests/<str:contest>/", contests.contest, name="contest"),
    path("contests/<str:contest>/answer/", contests.answer, name="contest_answer"),
]
