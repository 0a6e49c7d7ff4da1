"""Synthesis of a stack: a check of what CDKTF wrote, and the stack's facts next to it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import jsii
from cdktf import IStackSynthesizer, TerraformStack

from constructs_lib.errors import RenderError
from constructs_lib.terraform.asked_once import stack_folder, stack_id
from constructs_lib.terraform.rendered import dangling_dependencies, dangling_imports

#: Name of the file with a stack's facts, in the folder of its ``cdk.tf.json``.
FACTS_FILE = "facts.json"


@jsii.implements(IStackSynthesizer)
class BlueprintSynthesizer:
    """Lets CDKTF write the stack, checks the written file, and writes ``facts.json`` next to it.

    It reads the file because transferring the whole document through jsii would take a quarter of a stack's time.

    Args:
        stack: the stack; its current synthesizer writes the file.
        facts: the stack's facts, by `stack_facts`.
    """

    def __init__(self, stack: TerraformStack, *, facts: Mapping[str, Any]) -> None:
        self._inner = stack.synthesizer
        self._stack = stack_id(stack)
        self._folder = stack_folder(stack)
        self._facts = json.dumps(facts, indent=2, ensure_ascii=False) + "\n"

    def synthesize(self, session: Any) -> None:
        """Write the stack, if it is complete, and its facts.

        Raises:
            RenderError: a ``depends_on`` is empty or refers to nothing, or an import has no resource. ``App.synth`` raises it as a RuntimeError
                with the same message.
        """
        facts = self._folder / FACTS_FILE
        facts.unlink(missing_ok=True)  # facts of an earlier run must not remain next to new JSON
        self._inner.synthesize(session)
        self._check()
        part = facts.with_name(f"{FACTS_FILE}.{os.getpid()}")
        try:
            part.write_text(self._facts, encoding="utf-8")
            part.replace(facts)
        finally:
            part.unlink(missing_ok=True)

    def _check(self) -> None:
        file = self._folder / "cdk.tf.json"
        if not file.exists():
            return  # written as HCL, which SYNTH_HCL_OUTPUT asks for
        document = json.loads(file.read_bytes())
        dangling = [*dangling_dependencies(document), *dangling_imports(document)]
        if dangling:
            file.unlink()
            raise RenderError("\n".join(f"[{self._stack}] {words}" for words in dangling))
