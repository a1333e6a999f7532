"""Django's PostgreSQL backend, which lets the server keep its plans.

Planning, with row-level security in each statement, was half of the server's work. So the server
binds the values, the text of a statement stays the same, and a connection has it planned once.
"""

from typing import Any

from django.db.backends.postgresql import base

BINDING = {"server_side_binding": True, "prepare_threshold": 3}  # asked more often than this
PLANS = 400  # of a connection; a case page alone asks for fifty, and psycopg keeps a hundred


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = PLANS
        return connection
