"""One step of the trial, in a process that has the settings of one installation: ``python -m config.demo isi desa``."""

import importlib
import sys

import django

django.setup()
importlib.import_module("config.demo.langkah").main(*sys.argv[1:])  # rooms load only after Django is set up
