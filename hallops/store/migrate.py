"""Brings a database to the newest schema. Alembic, slow to import, is only loaded to change one."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

REVISIONS = ("0001", "0002", "0003", "0004", "0006")  # in migrations/versions, oldest first; a test holds this to them
HEAD = REVISIONS[-1]


class NewerSchemaError(Exception):
    """The data was written by a newer program than this one."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the data was written by a newer program (schema {found}; this one knows up to {HEAD}): "
            "install the newer program again"
        )
        self.found = found


def migrate(engine: Engine) -> None:
    """Bring the schema up to HEAD.

    Raises:
        NewerSchemaError: the schema is one of a later program.
    """
    found = revision(engine)
    if found is not None and found not in REVISIONS:
        raise NewerSchemaError(found)
    if found != HEAD:
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
