"""The addresses of the pages."""

from django.urls import path

from alongside.desk import children, signing

urlpatterns = [
    path("", children.my_children, name="my-children"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("join/<str:token>", signing.join, name="join"),
    path("children/<uuid:child>", children.child, name="child"),
    path("children/<uuid:child>/chronology", children.chronology_page, name="chronology"),
    path("children/<uuid:child>/chronology.json", children.chronology_json, name="chronology-json"),
    path("children/<uuid:child>/family", children.family, name="family"),
    path("children/<uuid:child>/urgent-need", children.urgent_need, name="urgent-need"),
    path("urgent-needs", children.urgent_needs, name="urgent-needs"),
]
