"""All routes of the API."""

from ninja import NinjaAPI

api = NinjaAPI(title="Vitalfew", version="1", docs_url=None, openapi_url="openapi.json")
