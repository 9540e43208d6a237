"""Gives each request credentials for all schemes of the document: a mock takes any."""

import base64

import schemathesis

CREDENTIAL = "mock"


def schemes(document):
    """The Security Scheme Objects of a document of any version."""
    components = document.get("components", {}).get("securitySchemes", {})
    return [*components.values(), *document.get("securityDefinitions", {}).values()]


@schemathesis.auth()
class Credentials:
    def get(self, case, context):
        return schemes(context.operation.schema.raw_schema)

    def set(self, case, data, context):
        for scheme in data:
            kind, place = scheme.get("type"), scheme.get("in")
            if kind == "basic" or (kind == "http" and scheme.get("scheme", "").lower() == "basic"):
                pair = base64.b64encode(f"{CREDENTIAL}:{CREDENTIAL}".encode()).decode()
                case.headers["Authorization"] = f"Basic {pair}"
            elif kind in ("oauth2", "openIdConnect", "http"):
                case.headers["Authorization"] = f"Bearer {CREDENTIAL}"
            elif place == "header":
                case.headers[scheme["name"]] = CREDENTIAL
            elif place == "query":
                case.query[scheme["name"]] = CREDENTIAL
            elif place == "cookie":
                case.cookies[scheme["name"]] = CREDENTIAL
