"""All routes of the API, one module per resource."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from vitalfew import __version__
from vitalfew.api.observations import router as observations
from vitalfew.api.tokens import Bearer

api = NinjaAPI(
    title="Vitalfew",
    version=__version__,
    description="Send values; read what was made of them. A token is made on the page Tokens.",
    docs_url=None,
    openapi_url="openapi.json",
    auth=Bearer(),
)
api.add_router("observations", observations)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _: Exception) -> HttpResponse:
    """401 in the form of every other refusal."""
    if request.headers.get("Authorization", "").startswith("Bearer "):
        what = "The token is not known here, or it was revoked"
    else:
        what = "A token is missing: send the header Authorization: Bearer vf_…"
    problem = f"{what}; make a token on the page Tokens, or with 'vitalfew token create NAME'."
    refusal = {"errors": [{"index": None, "field": "Authorization", "problem": problem}]}
    answer: HttpResponse = api.create_response(request, refusal, status=401)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
