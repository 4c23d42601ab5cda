"""The addresses of placement."""

from django.urls import path

from beccaria.placement.views import board

app_name = "placement"
urlpatterns = [
    path("placements/board/", board.boards, name="boards"),
    path("placements/board/<str:site>/", board.board, name="board"),
    path("placements/board/<str:site>/try/", board.board_try, name="board_try"),
]
