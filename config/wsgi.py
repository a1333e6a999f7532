import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("FORLOB_WEB", "1")  # a request has time limits that a command has not

application = get_wsgi_application()
