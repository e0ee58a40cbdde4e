"""All services by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graders.services.service import Service

_CLASSES: Final = {
    "chromium": "Chromium",
    "kafka": "Kafka",
    "mariadb": "MariaDB",
    "mongodb": "MongoDB",
    "postgresql": "PostgreSQL",
    "rabbitmq": "RabbitMQ",
    "redis": "Redis",
    "s3": "S3",
    "xvfb": "Xvfb",
}
NAMES: Final = tuple(_CLASSES)


def service(name: str) -> Service:
    """Return the service of a name, which is one of `NAMES`."""
    found: Service = getattr(import_module(f"graders.services.{name}"), _CLASSES[name])()
    return found
