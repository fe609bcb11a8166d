"""What Alembic runs: the migrations, in the transaction that `migrate` opened."""

from alembic import context

from hallops.store.tables import metadata

if hasattr(context, "config"):  # only while Alembic runs
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
