"""Static files under names that carry their content's hash, cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports inside ES modules, so that a module and what it imports change together."""

    support_js_module_import_aggregation = True
    manifest_strict = True
