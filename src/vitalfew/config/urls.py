"""Every address of the product."""

from django.urls import include, path

from vitalfew.api.metrics import metrics
from vitalfew.api.routes import api
from vitalfew.web.health import livez, readyz
from vitalfew.web.schema.views import goals

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("schema/goals.json", goals, name="schema"),
    path("api/v1/", api.urls),
    path("accounts/", include("vitalfew.web.account.urls")),
    path("", include("vitalfew.web.urls")),
]
