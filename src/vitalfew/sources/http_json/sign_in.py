"""Ways to sign in that take more than a header: by the name that a recipe gives in `sign_in`."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from time import time

from vitalfew.sources.answers import accepted, parsed
from vitalfew.sources.contract import SourceError
from vitalfew.sources.wire import Request, Wire, place_of, web_address

_SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_NO_KEY = "The key is not that of a Google service account: enter the whole JSON file that Google gave you."


def google_service_account(values: Mapping[str, str], wire: Wire) -> dict[str, str]:
    """The header with a token that Google gives for the service account whose JSON key is in `key`.

    As in Google's 'Using OAuth 2.0 for server to server applications': a claim of an hour, signed with RS256.
    """
    try:
        key = json.loads(values.get("key", ""))
        address, claim = key["token_uri"], _signed(key)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SourceError(_NO_KEY) from None
    url = web_address(address, name="The key's token_uri")
    form = {"grant_type": _GRANT, "assertion": claim}
    answer = accepted(wire.ask(Request(url, method="POST", form=form, hidden=(values["key"], key["private_key"]))))
    content = parsed(answer)
    token = content.get("access_token") if isinstance(content, dict) else None
    if not isinstance(token, str) or not token:
        raise SourceError(f"{place_of(url)} gave no token for the key: make a new key for the service account.")
    return {"Authorization": f"Bearer {token}"}


def _signed(key: Mapping[str, str]) -> str:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    private = serialization.load_pem_private_key(key["private_key"].encode(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("not RSA")
    now = int(time())
    claims = {"iss": key["client_email"], "scope": _SCOPE, "aud": key["token_uri"], "iat": now, "exp": now + 3600}
    text = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{text}.{_coded(private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _part(content: object) -> str:
    return _coded(json.dumps(content).encode())


def _coded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


SIGN_INS: Mapping[str, Callable[[Mapping[str, str], Wire], dict[str, str]]] = {
    "google_service_account": google_service_account
}
