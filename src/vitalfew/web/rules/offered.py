"""'Use this': a suggested sentence, put into the field it was made for by the form's own button."""

from django.http import QueryDict


def with_used(data: QueryDict) -> QueryDict:
    """The form's data with the sentence in place whose button was pressed; `use` is '<field>|<sentence>'."""
    field, _, text = data.get("use", "").partition("|")
    if field not in data or not text:
        return data
    filled = data.copy()
    filled[field] = text
    return filled
