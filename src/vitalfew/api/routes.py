"""All routes of the API, one module per resource."""

from ninja import NinjaAPI

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
