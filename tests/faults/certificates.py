"""An authority of a test's own, and the certificate of a server that is called localhost."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Certificates:
    """The files: whom to trust, and what the server shows and keeps to itself."""

    authority: Path
    certificate: Path
    key: Path


def made_in(folder: Path) -> Certificates:
    """Make an authority that nobody else trusts, and a certificate for localhost."""
    ours, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of Vitalfew's tests")])
    server = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    root = _signed(issuer, ours, issuer=issuer, by=ours, own=x509.BasicConstraints(ca=True, path_length=0))
    named = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    leaf = _signed(server, theirs, issuer=issuer, by=ours, own=named)
    made = Certificates(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    made.authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    made.certificate.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    made.key.write_bytes(theirs.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return made


def _signed(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name,
    by: ec.EllipticCurvePrivateKey,
    own: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    built = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    dated = built.not_valid_before(now - DAY).not_valid_after(now + DAY)
    return dated.add_extension(own, critical=True).sign(by, hashes.SHA256())
