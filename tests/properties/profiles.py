"""Valid profiles as plain data: presets, settings at each level, options whose choices don't conflict, rules."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.properties.strategies import Data, Draw, booleans, server_settings, some, user_text

#: Text for people.
display_texts = user_text.filter(lambda text: bool(text.strip()) and all(c.isprintable() or c in "\n\t" for c in text))
GROUPS = ("gpu", "/lab/staff")
_members = st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True)

_pairs = st.sampled_from(
    ({"guarantee": "1Gi", "limit": "8G"}, {"guarantee": "512Mi", "limit": None}, {"guarantee": None, "limit": "700M"}, "4Gi")
)
_cpus = st.sampled_from(
    ({"guarantee": "50m", "limit": 1}, {"guarantee": 0.5, "limit": None}, {"guarantee": None, "limit": "20m"}, "250m", 2)
)
#: Guarantee and limit are always set together, so that no level contradicts another one.
resources = some(
    cpu=_cpus,
    memory=_pairs,
    ephemeral_storage=_pairs,
    gpus=st.integers(0, 2),
    extended=st.dictionaries(st.sampled_from(("aws.amazon.com/neuron", "nvidia.com/mig-1g.5gb")), st.integers(0, 2), max_size=2),
)
_images = st.sampled_from((
    {}, {"notebook_stack": "jupyter/r-notebook", "notebook_tag": "2026-01-06"}, {"notebook_tag": "2026-01-05"},
    {"notebook_stack": "registry.example.org:5000/a/b", "notebook_tag": f"x@sha256:{'0a' * 32}"},
))  # fmt: skip
_settings = {**server_settings, "resources": resources}
#: Keys by the option that may set them.
_KEYS = {
    "image": ("default_url", "image_pull_policy"),
    "size": ("resources", "tolerations", "start_timeout"),
    "place": ("node_selector", "extra_env", "lifecycle_hooks"),
}
overrides = some(
    extra_labels=st.dictionaries(st.sampled_from(("team", "example.org/x")), st.sampled_from(("a", "{username}", "b{{c}}")), max_size=2),
    extra_annotations=st.dictionaries(st.just("note"), st.just("a"), max_size=1),
    debug=booleans,
    args=st.lists(st.sampled_from(("--debug", "--user={username}")), max_size=2),
)


def _settled(data: Data) -> Data:
    image = data.pop("image", {})
    return {**data, **image}


@st.composite
def options(draw: Draw, version: str) -> Data:
    """Return options, each with separate keys."""
    found: Data = {}
    for name in draw(st.lists(st.sampled_from(sorted(_KEYS)), unique=True, max_size=3)):
        keys: dict[str, Any] = {key: _settings[key] for key in _KEYS[name]}
        choice = some({"display_name": display_texts}, allowed_groups=_members, **keys, **({"image": _images} if name == "image" else {}))
        choices = draw(st.dictionaries(st.sampled_from(("a", "b-c", "0")), choice.map(_settled), min_size=1, max_size=2))
        if draw(booleans):
            choices[draw(st.sampled_from(sorted(choices)))]["default"] = True
        found[name] = {"display_name": draw(display_texts), "choices": choices}
        if name == "image" and version >= "3.1" and draw(booleans):
            found[name]["unlisted_choice"] = draw(some({"pattern": r'registry\.example\.org/["&a-z]+:\d{1,3}'}, message=display_texts))
    return found


@st.composite
def profile_lists(draw: Draw, version: str) -> list[Any]:
    """Return lists of profiles that the chart's version supports."""
    found: list[Any] = []
    for slug in draw(st.lists(st.sampled_from(("one", "two-2", "3")), unique=True, min_size=1, max_size=3)):
        profile = draw(
            some(
                {"display_name": display_texts, "slug": slug},
                preset=st.sampled_from(("cpu-small", "cpu-large", "gpu", "spark")),
                description=display_texts,
                allowed_groups=_members,
                allowed_users=st.just(["grace"]),
                image=_images,
                kubespawner_override=overrides,
                **_settings,
            ).map(_settled)
        )
        if not version.startswith("1."):
            profile["profile_options"] = draw(options(version))
        found.append(profile)
    if draw(booleans):
        draw(st.sampled_from(found))["default"] = True
    ready: list[Any] = draw(st.sampled_from(([], ["cpu-small"], ["gpu", "spark"])))
    return [*found, *ready]
