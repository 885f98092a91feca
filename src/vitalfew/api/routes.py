"""All routes of the API, one module per resource."""

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from vitalfew import __version__
from vitalfew.api.breaches import router as breaches
from vitalfew.api.kpis import router as kpis
from vitalfew.api.objectives import router as objectives
from vitalfew.api.observations import router as observations
from vitalfew.api.points import BadCall
from vitalfew.api.reading import Missing
from vitalfew.api.replies import router as replies
from vitalfew.api.series import router as series
from vitalfew.api.tokens import Bearer
from vitalfew.api.words import said_of_parameter

log = logging.getLogger(__name__)
api = NinjaAPI(
    title="Vitalfew",
    version=__version__,
    description="Send values; read what was made of them. A token is made on the page Tokens.",
    docs_url=None,
    openapi_url="openapi.json",
    auth=Bearer(),
)
api.add_router("observations", observations)
api.add_router("kpis", kpis)
api.add_router("kpis", series)
api.add_router("objectives", objectives)
api.add_router("breaches", breaches)
api.add_router("checkin", replies)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _: Exception) -> HttpResponse:
    """401 in the form of every other refusal."""
    if request.headers.get("Authorization", "").startswith("Bearer "):
        what = "The token is not known here, or it was revoked"
    else:
        what = "A token is missing: send the header Authorization: Bearer vf_…"
    problem = f"{what}; make a token on the page Tokens, or with 'vitalfew token create NAME'."
    answer = _refused(request, "Authorization", problem, status=401)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(OperationalError)
def away(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 while the database does not answer or cannot write."""
    log.error("%s %s: the database failed: %s", request.method, request.path, " ".join(str(error).split()))
    problem = "The database does not answer at the moment. Send it again in some seconds: the same value counts once."
    answer = _refused(request, "", problem, status=503)
    answer.headers["Retry-After"] = "5"
    return answer


@api.exception_handler(Missing)
def missing(request: HttpRequest, what: Exception) -> HttpResponse:
    """404 in the same form; what lies in another workspace is as unknown as what is nowhere."""
    return _refused(request, "id", str(what), status=404)


@api.exception_handler(BadCall)
def bad(request: HttpRequest, call: Exception) -> HttpResponse:
    """422 for a filter that names nothing."""
    problems = [problem.model_dump() for problem in call.problems] if isinstance(call, BadCall) else []
    return api.create_response(request, {"errors": problems}, status=422)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """422 for a part of the address that cannot be read: each by its name."""
    found = error.errors if isinstance(error, ValidationError) else []
    problems = [(str(each["loc"][-1]), said_of_parameter(each)) for each in found]
    errors = [{"index": None, "field": name, "problem": f"{name}: {words}"} for name, words in problems]
    return api.create_response(request, {"errors": errors}, status=422)


def _refused(request: HttpRequest, field: str, problem: str, *, status: int) -> HttpResponse:
    refusal = {"errors": [{"index": None, "field": field, "problem": problem}]}
    return api.create_response(request, refusal, status=status)
