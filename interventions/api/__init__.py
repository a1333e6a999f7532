"""The API over the same queries, forms and actions as the pages. Nothing here writes by itself."""
