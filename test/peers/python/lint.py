"""What pkilint says of certificates and CRLs by its PKIX rules. A line of stdin is `certificate BASE64` or `crl BASE64`;
a line of stdout is an object: the findings by their code, each with its severity, or `error`."""

import base64
import json
import sys

from pkilint import loader, pkix
from pkilint.pkix import certificate, crl, extension, name
from pkilint.validation import ValidationFindingSeverity

certificates = certificate.create_pkix_certificate_validator_container(
    certificate.create_decoding_validators(
        name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS
    ),
    [
        certificate.create_issuer_validator_container([]),
        certificate.create_validity_validator_container(),
        certificate.create_subject_validator_container([]),
        certificate.create_extensions_validator_container([]),
        certificate.create_spki_validator_container([]),
    ],
)
lists = crl.create_pkix_crl_validator_container(
    [
        pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS),
        pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS),
    ],
    [
        crl.create_issuer_validator_container([]),
        crl.create_validity_validator_container([]),
        crl.create_extensions_validator_container([]),
    ],
)


kinds = {
    "certificate": (loader.RFC5280CertificateDocumentLoader(), certificates),
    "crl": (loader.RFC5280CertificateListDocumentLoader(), lists),
}


def findings_of(kind, der):
    reader, validator = kinds[kind]
    results = validator.validate(reader.load_der_document(der, "stdin").root)
    return {
        one.finding.code: one.finding.severity.name
        for result in results
        for one in result.finding_descriptions
        if one.finding.severity < ValidationFindingSeverity.INFO
    }


for line in sys.stdin:
    kind, text = line.split()
    try:
        said = findings_of(kind, base64.b64decode(text))
    except Exception as error:  # What it cannot parse it raises about, each library in its own way.
        said = {"error": type(error).__name__}
    print(json.dumps(said), flush=True)
