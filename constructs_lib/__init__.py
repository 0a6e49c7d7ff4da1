from constructs_lib import bindings as _bindings

_bindings.install()
