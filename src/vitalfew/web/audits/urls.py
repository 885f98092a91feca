"""Addresses of the audits, below /w/<workspace>/."""

from django.urls import path

from vitalfew.web.audits import accepting, changes, export, listing, moving, new, page

urlpatterns = [
    path("audits/", listing.audits, name="audits"),
    path("audits/new/", new.new, name="audit_new"),
    path("audits/read/<str:token>/", new.read, name="audit_read"),
    path("audits/<int:pk>/", page.audit, name="audit"),
    path("audits/<int:pk>/move/", moving.move_row, name="audit_move"),
    path("audits/<int:pk>/changes/", changes.changes, name="audit_changes"),
    path("audits/<int:pk>/accept/", accepting.accept_audit, name="audit_accept"),
    path("audits/<int:pk>/made/", accepting.made, name="audit_made"),
    path("audits/<int:pk>/export/", export.export, name="audit_export"),
    path("audits/<int:pk>/delete/", listing.delete_audit, name="audit_delete"),
]
