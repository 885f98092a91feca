"""The kinds of channel that there are."""

from vitalfew.channels import apprise_urls, mail, webhook
from vitalfew.channels.contract import Kind

KINDS: dict[str, Kind] = {each.kind: each for each in (mail.KIND, apprise_urls.KIND, webhook.KIND)}
