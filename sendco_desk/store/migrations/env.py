"""Alembic asks this file how to reach the notebook: over the connection that is already open, never another."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
