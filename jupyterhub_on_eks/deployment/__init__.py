"""Operations of the verbs on synthesized stacks: plan, apply, destroy, forget, and read their state.

Standard library only, without CDKTF: a synthesis is read from its files.
"""
