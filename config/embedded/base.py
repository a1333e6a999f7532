"""The PostgreSQL backend with a server that starts when somebody needs it."""

from typing import Any

import psycopg

from config.postgres import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if nobody answers, start the server and try once more."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            self.settings_dict["SERVER"].start()
            return super().get_new_connection(conn_params)
