"""Where Alembic meets the database: on the connection that pbcli.db.migrate hands in, inside its transaction."""

from alembic import context

from pbcli.db.migrate import refuse_going_back

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
place = context.get_context()
refuse_going_back(place.get_current_revision(), place.opts["destination_rev"])
with context.begin_transaction():
    context.run_migrations()
