"""Synthesis of a stack, with a last look at what was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsii
from cdktf import App, IStackSynthesizer, TerraformStack

from constructs_lib.errors import RenderError
from constructs_lib.terraform.rendered import dangling_dependencies


@jsii.implements(IStackSynthesizer)
class CheckedSynthesizer:
    """Lets CDKTF write the stack, then reads the file: having the whole document come here by jsii would take a quarter of a stack's time.

    Args:
        stack: the stack, whose present synthesizer does the writing.
    """

    def __init__(self, stack: TerraformStack) -> None:
        self._inner = stack.synthesizer
        self._stack = stack.node.id
        self._file = Path(App.of(stack).outdir, "stacks", self._stack, "cdk.tf.json")

    def synthesize(self, session: Any) -> None:
        """Write the stack, if it is whole.

        Raises:
            RenderError: a ``depends_on`` is empty or names nothing. It comes out of ``App.synth`` as a RuntimeError with the same words.
        """
        self._inner.synthesize(session)
        if not self._file.exists():
            return  # written as HCL, which SYNTH_HCL_OUTPUT asks for
        dangling = list(dangling_dependencies(json.loads(self._file.read_bytes())))
        if dangling:
            self._file.unlink()
            raise RenderError("\n".join(f"[{self._stack}] {words}" for words in dangling))
