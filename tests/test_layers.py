"""What the import contracts cannot see: foreign keys named by strings, and what an import really loads."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).resolve().parent.parent


def layers() -> list[str]:
    """The packages of the product from the highest to the lowest, as the contract file has them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:layers"]["layers"].split("\n")
    return [name.strip(" ()") for line in lines for name in line.split("|") if name.strip()]


def points_up(model: type[Model], field: Field, order: dict[str, int]) -> bool:
    """Whether the field names a record of a higher layer; other people's apps lie below all of ours."""
    target = field.related_model._meta.app_config.name
    return order.get(target, len(order)) < order[model._meta.app_config.name]


def test_every_foreign_key_points_down_or_stays():
    order = {f"vitalfew.{name}": depth for depth, name in enumerate(layers())}
    keys = [
        (model, field)
        for model in apps.get_models()
        if model._meta.app_config.name in order
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
    ]
    assert len({model._meta.app_config.name for model, _ in keys}) >= 4
    assert [f"{model.__name__}.{field.name}" for model, field in keys if points_up(model, field, order)] == []


@pytest.mark.parametrize("package", ["method", "charts", "planfile", "sheets"])
def test_a_plain_package_loads_no_django(package: str):
    code = f"""
import importlib, pkgutil, sys
import vitalfew.{package} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if ".tests" not in module.name:
        importlib.import_module(module.name)
print(sorted({{name.partition(".")[0] for name in sys.modules}} & {{"django", "ninja", "allauth", "sqlite3"}}))
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
