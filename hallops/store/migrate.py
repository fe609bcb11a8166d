"""Brings a database to the newest schema. Alembic, slow to import, is only loaded to change one."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0001"  # the newest revision in migrations/versions; a test holds this to it


def migrate(engine: Engine) -> None:
    if revision(engine) != HEAD:
        upgrade(engine, "head")


def revision(engine: Engine) -> str | None:
    """The schema that a database has; None for an empty one."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, target: str) -> None:
    _run(engine, target, up=True)


def downgrade(engine: Engine, target: str) -> None:
    _run(engine, target, up=False)


def _run(engine: Engine, target: str, *, up: bool) -> None:
    from alembic import command  # noqa: PLC0415 - slow, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, target)
