"""How forms are drawn, and forms of records that belong to a workspace."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.renderers import TemplatesSetting

from vitalfew.accounts.scoping import Scoped
from vitalfew.web.addresses import key_in
from vitalfew.web.widgets import drawn


class Renderer(TemplatesSetting):
    """Django's own widgets inside our own form and field layout."""

    form_template_name = "web/parts/form.html"
    field_template_name = "web/parts/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Plain widgets at once, everything else by its template."""
        said: str = drawn(template_name, context) or super().render(template_name, context, request)
        return said


class RecordsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """A choice of several records; a key that fits no database is no choice, instead of a failure."""

    def clean(self, value: Any) -> Any:
        """The chosen records."""
        wrong = next((key for key in value or () if key_in(str(key)) is None), None)
        if wrong is not None:
            code = "invalid_pk_value"
            raise ValidationError(self.error_messages[code], code=code, params={"pk": str(wrong)[:40]})
        return super().clean(value)


def workspace_field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field; a choice of records is filled when the form is made."""
    target = field.related_model
    if not (isinstance(target, type) and issubclass(target, Scoped)):
        return field.formfield(**kwargs)
    kind = RecordsField if field.many_to_many else forms.ModelChoiceField
    return models.Field.formfield(field, form_class=kind, queryset=target.everywhere.none(), **kwargs)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of one record; its choices, and what must be there only once, are those of the workspace."""

    class Meta:
        formfield_callback = workspace_field
        error_messages = {NON_FIELD_ERRORS: {"unique_together": "There is one of that name already; choose another."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                model = field.queryset.model
                field.queryset = model.objects.all()

    def _get_validation_exclusions(self) -> set[str]:
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"workspace"}


class SecretField(forms.CharField):
    """A secret to store: what is typed is not shown, neither now nor again."""

    def __init__(self, **kwargs: Any) -> None:
        """As a CharField."""
        super().__init__(widget=forms.PasswordInput(attrs={"autocomplete": "off"}), strip=True, **kwargs)


class SealedForm(RecordForm):
    """A form of a record that keeps its one `SecretField` sealed, by its `keep`."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  (as Django calls it)
        """Seal the secret, and save the rest."""
        secret = next(name for name, field in self.fields.items() if isinstance(field, SecretField))
        self.instance.keep(self.cleaned_data[secret])
        return super().save(commit)
