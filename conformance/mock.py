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


def fits(value):
    """Whether all integers have 64 bits, which are what `integer` without a format is read as."""
    if isinstance(value, dict):
        return all(fits(inner) for inner in value.values())
    if isinstance(value, list):
        return all(fits(inner) for inner in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return -(2**63) <= value < 2**63 and (abs(value) < 1e15 or isinstance(value, int))
    return True


def can_be_a_part(name):
    """Whether a name can stand in quotes in the head of a part as it is, which is how it is sent."""
    return isinstance(name, str) and name.isprintable() and name.isascii() and not set(name) & set('"\\')


@schemathesis.hook
def filter_case(context, case):
    # A schema with `properties` or `items` and no `type` is meant for objects or lists, though null is valid by the letter.
    if case.body is None:
        return False
    if case.media_type == "multipart/form-data" and isinstance(case.body, dict):
        if not all(can_be_a_part(name) for name in case.body):
            return False
    return all(fits(part) for part in (case.query, case.path_parameters, case.headers, case.cookies, case.body))
