"""What the verbs do with synthesized stacks: plan, apply, destroy and forget them, and read what they left in the state.

Standard library only, and no CDKTF: a synthesis is read from the files that it wrote.
"""
