"""The form of a service without a recipe."""

from vitalfew.sources.contract import Setting
from vitalfew.sources.folding import PER, ZONE

PAGES = (("", "one answer is all"), ("link", "Link header"), ("cursor", "cursor"), ("number", "number of the page"))
METHODS = (("GET", "GET"), ("POST", "POST with a JSON body"))
HOWS = (("", "each row is a value"), ("count", "count the rows"), ("sum", "sum up the values"), ("share", "share"))

SETTINGS = (
    Setting("address", "Address", kind="web", example="https://api.example.org/orders?from={since_date}",
            hint="{since}, {since_date}, {since_seconds}, {since_ms} and the same of {now} are filled in."),
    Setting("method", "Method", kind="choice", choices=METHODS, default="GET"),
    Setting("body", "Body", kind="long", required=False, hint="JSON, for POST.", example='{"from": "{since}"}'),
    Setting("header", "Header with the secret", required=False, default="Authorization"),
    Setting("secret", "Secret", kind="secret", required=False, hint="The header's whole value.", example="Bearer …"),
    Setting("rows", "Rows", required=False, hint="JMESPath to the list; empty: the whole answer."),
    Setting("time", "Time", required=False, hint="JMESPath in a row; empty: the value is of now.", example="day"),
    Setting("value", "Value", required=False, hint="JMESPath in a row; for a share true or false.", example="total"),
    Setting("cases", "Cases", required=False, hint="JMESPath in a row to the number of cases, for a share."),
    Setting("how", "What makes the value", kind="choice", required=False, choices=HOWS),
    PER,
    ZONE,
    Setting("pages", "Further pages", kind="choice", required=False, choices=PAGES),
    Setting("cursor", "Cursor", required=False, hint="JMESPath in the answer to what asks for the next page."),
    Setting("parameter", "Parameter of the page", required=False, example="page",
            hint="That takes the cursor or the number; body:a.b for a place in the body."),
)  # fmt: skip
