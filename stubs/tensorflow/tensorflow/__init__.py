"""Stands where Rasa 3.6 imports TensorFlow and Keras at module level. Nothing of it can be used.

Rasa's own classes may inherit from any name here, annotate with it and be decorated by `tf.function`, because all of
that happens while Rasa is imported. Making or calling anything raises `TensorFlowAbsentError`.
"""

import importlib.abc
import importlib.machinery
import sys
import types

ROOTS = ("tensorflow", "keras")


class TensorFlowAbsentError(RuntimeError):
    """Something asked for TensorFlow itself."""


class _Absent(type):
    """A name of TensorFlow: a class, so that it can be inherited from, with any other name inside."""

    def __new__(cls, name, bases=(), members=None):
        return super().__new__(cls, name, bases, members or {})

    def __init__(cls, name, bases=(), members=None):
        super().__init__(name, bases, members or {})

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(name)

    def __getitem__(cls, _key):
        return cls

    def __call__(cls, *_given, **_named):
        raise TensorFlowAbsentError(
            f"{cls.__name__} needs TensorFlow, which Open Door is built without: "
            "use the components of bot/ in config.yml, with RulePolicy and MemoizationPolicy."
        )


def _function(body=None, **_options):
    """`tf.function` leaves what it decorates as it is; that can still not run."""
    return body if callable(body) else lambda later: later


class _Module(types.ModuleType):
    __path__: list = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _function if name == "function" else _Absent(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes every module under ROOTS an empty one that has any name."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] in ROOTS:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.append(_Finder())
sys.modules[__name__].__class__ = _Module
__path__ = []
__version__ = "2.12.0"
