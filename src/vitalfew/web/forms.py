"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's own widgets inside our own form and field layout."""

    form_template_name = "web/parts/form.html"
    field_template_name = "web/parts/field.html"
