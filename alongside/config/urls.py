"""The addresses of the pages."""

from django.urls import path

from alongside.desk import (
    agencies,
    children,
    deliveries,
    finding,
    joined,
    offices,
    pairs,
    progress,
    signing,
    writing,
)

urlpatterns = [
    path("", children.my_children, name="my-children"),
    path("sign-in", signing.sign_in, name="sign-in"),
    path("sign-out", signing.sign_out, name="sign-out"),
    path("join/<str:token>", signing.join, name="join"),
    path("children/<uuid:child>", children.child, name="child"),
    path("children/<uuid:child>/chronology", children.chronology_page, name="chronology"),
    path("children/<uuid:child>/chronology.json", children.chronology_json, name="chronology-json"),
    path("children/<uuid:child>/family", children.family, name="family"),
    path("children/<uuid:child>/write", writing.begin, name="begin-entry"),
    path("children/<uuid:child>/write/<uuid:draft>", writing.write, name="write-entry"),
    path("children/<uuid:child>/write/<uuid:draft>/save", writing.save, name="save-draft"),
    path("children/<uuid:child>/entries/<uuid:note>", writing.entry, name="entry"),
    path("children/<uuid:child>/entries/<uuid:note>/correct", writing.correct, name="correct-entry"),
    path("drafts/<uuid:draft>", writing.throw_away, name="draft"),
    path("children/<uuid:child>/urgent-need", children.urgent_need, name="urgent-need"),
    path("find", finding.find, name="find"),
    path("urgent-needs", children.urgent_needs, name="urgent-needs"),
    path("agencies", agencies.all_agencies, name="agencies"),
    path("agencies/<uuid:agency>/people", agencies.people, name="agency-people"),
    path("agencies/<uuid:agency>/people/<uuid:source>/reason", agencies.open_reason, name="open-reason"),
    path("agencies/<uuid:agency>/people/<uuid:source>/records", joined.joined, name="joined"),
    path("agencies/<uuid:agency>/offices", offices.offices, name="offices"),
    path("agencies/<uuid:agency>/invite", agencies.invite, name="invite"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("deliveries/<uuid:agency>/files/<str:key>", deliveries.reading, name="delivery-reading"),
    path("deliveries/<uuid:agency>/<int:delivery>", deliveries.delivery, name="delivery"),
    path("deliveries/<uuid:agency>/<int:delivery>/refused.csv", deliveries.refused_rows, name="refused-rows"),
    path("work/<uuid:job>", progress.progress, name="work"),
    path("pairs", pairs.pairs, name="pairs"),
]
