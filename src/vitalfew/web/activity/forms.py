"""The form below a record."""

from django import forms

LONGEST = 5000
FIELD = "comment_%s"  # the page that it stands on has fields of its own


class CommentForm(forms.Form):
    """A few sentences; `@` names somebody."""

    use_required_attribute = False
    text = forms.CharField(
        label="Say something",
        max_length=LONGEST,
        help_text="@ and a name tells that person. **Bold**, lists, `code` and [links](https://…) are Markdown.",
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": True}),
        error_messages={
            "required": "Write a few words first.",
            "max_length": "It has %(show_value)d characters; %(limit_value)d fit. Say it shorter.",
        },
    )
